/** Random servers against the whole app: every verdict is justified by what the server said, as this file counts it itself. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import type { RevocationOutcome } from '../../../shared/verdict.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';

const looks = ['active', 'inactive', 'text', 'html', '401', '403', '503', 'lost'] as const;
const revocations = ['200', '204', '400', '401', '403', '429', '503', 'page', 'lost'] as const;
const refreshes = ['rotates', 'keeps', 'wrong', 'invalid_grant', 'other', '503', 'lost'] as const;
type Look = (typeof looks)[number];
type Revocation = (typeof revocations)[number];
type Refresh = (typeof refreshes)[number];

const lose = (): never => {
  throw new TransportError('unreachable');
};
const lookAnswers: Record<Look, () => Answer> = {
  active: () => ({ json: { active: true } }),
  inactive: () => ({ json: { active: false } }),
  text: () => ({ json: { active: 'false' } }),
  html: () => ({ text: '<html>active: false</html>' }),
  '401': () => ({ status: 401, json: { active: false } }),
  '403': () => ({ status: 403, json: { active: false } }),
  '503': () => ({ status: 503, json: { active: false } }),
  lost: lose,
};
const revocationAnswers: Record<Revocation, () => Answer> = {
  '200': () => ({}),
  '204': () => ({ status: 204 }),
  '400': () => ({ status: 400, json: { error: 'invalid_request' } }),
  '401': () => ({ status: 401, json: { error: 'invalid_client' } }),
  '403': () => ({ status: 403, text: 'no' }),
  '429': () => ({ status: 429, headers: { 'retry-after': '-1' } }),
  '503': () => ({ status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } }),
  page: () => ({ text: '<!doctype html><title>Sign in</title>' }),
  lost: lose,
};
const tokensOf = (n: number, rest: Record<string, unknown>): Answer => ({
  json: { access_token: `access-${n}`, token_type: 'bearer', ...rest },
});
const refreshAnswers: Record<Refresh, (n: number) => Answer> = {
  rotates: (n) => tokensOf(n, { refresh_token: `refresh-${n}` }),
  keeps: (n) => tokensOf(n, {}),
  wrong: (n) => tokensOf(n, { refresh_token: `refresh-${n}`, token_type: 'mac' }),
  invalid_grant: () => ({ status: 400, json: { error: 'invalid_grant' } }),
  other: () => ({ status: 400, json: { error: 'invalid_client' } }),
  '503': () => ({ status: 503 }),
  lost: lose,
};

type Said = { readonly path: string; readonly token: string; readonly word: string };
type Script = {
  readonly looks: readonly Look[];
  readonly revocations: readonly Revocation[];
  readonly refreshes: readonly Refresh[];
};

/** Answers from the lists, in turn, and writes down what it said of which token. */
function createServer(script: Script) {
  const said: Said[] = [];
  let newest = `access-of-${id}-0`;
  const turns = { looks: 0, revocations: 0, refreshes: 0 };
  const next = <K extends keyof Script>(kind: K): Script[K][number] => {
    const list = script[kind];
    turns[kind] += 1;
    return list[(turns[kind] - 1) % list.length] as Script[K][number];
  };
  const note = (path: string, token = '', word = ''): void =>
    void said.push({ path, token: Secret.of(token).fingerprint(), word });
  const answer = ({ url, form }: SentRequest): Answer => {
    const path = new URL(url).pathname;
    if (path === '/introspect') {
      const word = next('looks');
      note(path, form.token, word);
      return lookAnswers[word]();
    }
    if (path === '/revoke') {
      const word = next('revocations');
      note(path, form.token, word);
      return revocationAnswers[word]();
    }
    const word = next('refreshes');
    note(path, form.refresh_token, word);
    if (issuing.includes(word)) newest = `access-${turns.refreshes}`;
    return refreshAnswers[word](turns.refreshes);
  };
  return { said, answer, newest: () => Secret.of(newest).fingerprint() };
}

const yes: readonly string[] = ['200', '204', 'page'];
const issuing: readonly string[] = ['rotates', 'keeps', 'wrong'];

/** The strongest word that what was said of this token allows. */
function allows(said: readonly Said[], { fingerprint, verdict }: RevocationOutcome): boolean {
  const mine = said.filter(({ token }) => token === fingerprint);
  const last = (path: string) => mine.findLastIndex((it) => it.path === path);
  const looked = mine[last('/introspect')]?.word;
  const isAccepted = mine.some((it) => it.path === '/revoke' && yes.includes(it.word));
  if (verdict === 'proven_dead') {
    const worked = mine.findIndex((it) => it.path === '/introspect' && it.word === 'active');
    const byLook = worked >= 0 && looked === 'inactive' && last('/introspect') > worked;
    const byRefresh = mine[last('/token')]?.word === 'invalid_grant' && isAccepted;
    return byLook || byRefresh;
  }
  if (verdict !== 'accepted') return true;
  const isSeenAlive = looked === 'active' && last('/introspect') > last('/revoke');
  // A yes that came after it is a new one, as much worth as any.
  const lastIssued = mine.findLastIndex((it) => it.path === '/token' && issuing.includes(it.word));
  return isAccepted && !isSeenAlive && lastIssued < last('/revoke');
}

const listOf = <T>(words: readonly T[]) =>
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 });
const scripts = fc.record({
  looks: listOf(looks),
  revocations: listOf(revocations),
  refreshes: listOf(refreshes),
});

async function revokeTwice(script: Script, proveByRefreshing: boolean) {
  const held = holdAccount(id);
  const introspectionEndpoint = 'https://as.example/introspect';
  const server = held.record.server && { ...held.record.server, introspectionEndpoint };
  const test = createTestApp([{ ...held, record: { ...held.record, server } }]);
  const { said, answer, newest } = createServer(script);
  test.transport.answerWith(answer);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const result = await test.ask('account.revoke', { accountId: id, proveByRefreshing });
    if (!result.ok) break;
  }
  const grant = test.account(id)?.grant;
  const outcomes = grant !== undefined && 'outcomes' in grant ? grant.outcomes : [];
  return { said, newest: newest(), grant, outcomes, item: test.secrets.items.get(id) ?? '' };
}

it('P-13 N-12 O-41 says of each token no more than its server did, and erases exactly what ended', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, fc.boolean(), async (script, proveByRefreshing) => {
      const { said, newest, grant, outcomes, item } = await revokeTwice(script, proveByRefreshing);
      expect(outcomes.filter((it) => !allows(said, it))).toEqual([]);
      const ended = (it: RevocationOutcome) =>
        it.verdict === 'proven_dead' || it.verdict === 'accepted';
      expect(grant?.status === 'revoked').toBe(outcomes.every(ended));
      const tokens: readonly string[] = Object.values(JSON.parse(item).tokens ?? {}).filter(
        (it): it is string => typeof it === 'string' && /^(access|refresh)-/.test(it),
      );
      const kept = tokens.map((it) => Secret.of(it).fingerprint()).sort();
      // What a later pair replaced is nobody's any more, and stays in the record alone.
      const isHeld = (it: RevocationOutcome) =>
        it.token === 'refresh_token' || it.fingerprint === newest;
      const left = outcomes.filter((it) => !ended(it) && isHeld(it));
      const expected = left.map((it) => it.fingerprint);
      expect(kept).toEqual([...new Set(expected)].sort());
    }),
    { numRuns: 150 },
  );
});
