// A token that somebody found in a log: named, matched to its account, and sent to its own server; an unknown one goes nowhere.
import { randomBytes } from 'node:crypto';
import { startAuthorizationServer } from '../tests/fixtures/authorization-server.mjs';
import { fingerprintOf } from '../tests/fixtures/authorization-server-log.mjs';
import { signIn } from './demo-accounts.mjs';
import { rawTokenOf } from './demo-introspection.mjs';
import { heldBy, noteEnd, seeAnswer } from './demo-revocation.mjs';
import { clearNotices, press } from './demo-window.mjs';

/** It has no refresh token, so the access token is all it holds. */
const label = 'Read-only report';

/** What a person would paste from the log of a careless program that uses the account with this label. */
export function findableLine({ server, issued }) {
  const token = rawTokenOf(server, heldBy({ server, issued }, label).access_token);
  return `10:14:07 GET /reports 200 "Authorization: Bearer ${token}"`;
}

/** A server that has nothing to do with the token; it too has an account here. */
async function signInElsewhere(demo) {
  const server = await startAuthorizationServer();
  await signIn(
    { ...demo, server },
    {
      label: 'Partner portal',
      user: 'bob',
      clientId: 'public',
      scope: 'openid email profile offline_access',
      environment: 'staging',
    },
  );
  await clearNotices(demo.window);
  return server;
}

async function lookForTokens({ window, words }, text) {
  await press(window, words('found.open'));
  const dialog = window.getByRole('dialog', { name: words('found.title') });
  await dialog.getByRole('textbox', { name: words('found.paste') }).fill(text);
  await press(dialog, words('found.look'));
  await dialog.getByRole('heading', { name: words('found.count', { count: 2 }) }).waitFor();
  return dialog;
}

/** By revoking the account that holds it; closing the answer leads back to what was found. */
async function revokeHolder(demo, dialog, known) {
  const { window, words, picture } = demo;
  await press(known, words('found.revokeAccount'));
  const name = words('dialogs.revoke.title', { label });
  const question = window.getByRole('alertdialog', { name, exact: true });
  await press(question, words('dialogs.revoke.confirm'));
  const answer = await seeAnswer(demo, label, 'proven_dead');
  await picture('found-verdict');
  await press(answer, words('dialogs.close'));
  await known.getByText(words('found.holder.revoked', { label })).waitFor();
  await press(dialog, words('dialogs.close'));
}

async function revokeFound(demo, dialog) {
  const { window, server, words, picture, say } = demo;
  const { host } = new URL(server.issuer);
  const items = dialog.getByRole('listitem');
  const known = items.filter({ hasText: label });
  await known.getByText(words('found.sentTo', { host })).waitFor();
  await items.filter({ hasText: words('found.nowhere') }).waitFor();
  await picture('found');
  say(
    `Of two strings in a log one is the access token of ${label}, and would go to ${host} alone.`,
  );
  await revokeHolder(demo, dialog, known);
  await clearNotices(window);
  say(
    `It was ended there with its account and proven dead; the other is unknown and went nowhere.`,
  );
}

/** Resolves with what was ended, and who got which of the two, by the logs of both servers. */
export async function showFound(demo) {
  const elsewhere = await signInElsewhere(demo);
  try {
    const end = await noteEnd(demo, { name: 'the found token', labels: [label] });
    const unknown = randomBytes(18).toString('base64url');
    const from = [demo.server, elsewhere].map(({ log }) => log.length);
    const text = `${findableLine(demo)}\nACCESS_TOKEN=${unknown}\n`;
    await revokeFound(demo, await lookForTokens(demo, text));
    const [own, other] = [demo.server, elsewhere].map(({ log }, at) => log.slice(from[at]));
    return { end, own, others: [other], found: end.tokens[0], unknown: fingerprintOf(unknown) };
  } finally {
    await elsewhere.close();
  }
}

/** The number of accounts that this adds to those of the demo. */
export const foundAccounts = 1;
