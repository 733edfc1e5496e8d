/** Fills a profile with accounts that were signed in at a real authorization server, one for each user. */
import { defineAccount } from '../../fixtures/account-definitions.ts';
import { createSignInBrowser } from '../../fixtures/sign-in-browser.mjs';
import { openProfileApp } from './profile-app.ts';

type Options = {
  readonly folder: string;
  readonly issuer: string;
  readonly users: readonly { readonly username: string }[];
};

// Nobody but the processes themselves asks for a refresh.
const changes = { scope: 'openid offline_access', automaticRefresh: 'off' } as const;

/** Resolves when every account is live and everything is on disk. */
export async function signInAll({ folder, issuer, users }: Options): Promise<void> {
  const opened: URL[] = [];
  const { app, ask } = openProfileApp(folder, {
    open: async (url) => {
      opened.push(url);
      return true;
    },
  });
  await app.afterFirstPaint();
  const statusOf = (accountId: string) => app.snapshot.account(accountId)?.grant.status;
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  for (const { username } of users) {
    const definition = defineAccount(issuer, { ...changes, label: username });
    const started = await ask('flow.authorize', { definition, clientSecret: null });
    if (!started.ok) throw new Error(started.error.code);
    await until(() => opened.length > 0);
    // A browser of its own: two sign-ins in one share a grant.
    await createSignInBrowser().signIn(opened.pop() ?? '', { user: username });
    await until(() => statusOf(started.value.accountId) === 'live');
  }
  await app.stop();
}
