// The accounts of the demo: each signed in through the real flow, by a user and a browser of its own, but for a machine's.
import { clientSecret } from '../tests/fixtures/authorization-server-directory.mjs';
import { createSignInBrowser } from '../tests/fixtures/sign-in-browser.mjs';
import { askMain, readSnapshot, waitFor } from './demo-app.mjs';
import { actMinutesAgo } from './demo-clock.mjs';

const hour = 3600;
const signInGrants = ['authorization_code', 'client_credentials'];
const usual = 'openid email profile offline_access';

/** Scopes that the demo's server offers beside the usual ones. */
export const demoScopes = [
  'billing:read',
  'catalog:write',
  'deploy:write',
  'reports:read',
  'runners:write',
];

/** Who signs in where; `minutesAgo` ages the tokens, `ending` is what became of the account. */
const plans = [
  {
    label: 'Old laptop',
    user: 'frank',
    clientId: 'public-two',
    scope: `${usual} deploy:write`,
    environment: 'development',
    minutesAgo: 52,
    ending: 'revoked',
  },
  {
    label: 'Billing API',
    user: 'bob',
    clientId: 'public',
    scope: `${usual} billing:read`,
    environment: 'production',
    tags: ['payments'],
    minutesAgo: 44,
    ending: 'ended_by_server',
  },
  {
    label: 'Release bot',
    user: 'carol',
    clientId: 'public-two',
    scope: `${usual} deploy:write`,
    environment: 'production',
    tags: ['ci'],
    minutesAgo: 56,
    // It is there to show a token near its end.
    automaticRefresh: 'off',
  },
  {
    label: 'Analytics export',
    user: 'dave',
    clientId: 'public-three',
    scope: `${usual} reports:read`,
    environment: 'production',
    tags: ['reports'],
    minutesAgo: 23,
  },
  {
    label: 'Orders backend',
    user: 'erin',
    clientId: 'confidential',
    clientSecret,
    scope: `${usual} orders:read orders:write`,
    environment: 'production',
    tags: ['orders'],
    minutesAgo: 35,
  },
  {
    label: 'Stock sync',
    // Nobody signs in: the client's own secret brings the token.
    grantType: 'client_credentials',
    clientId: 'machine',
    clientSecret,
    scope: 'orders:read',
    environment: 'staging',
    tags: ['ci'],
    minutesAgo: 18,
  },
  {
    label: 'Catalogue admin',
    user: 'carol',
    clientId: 'public',
    scope: `${usual} catalog:write`,
    environment: 'staging',
    tags: ['qa'],
    minutesAgo: 205,
    lifetimeSeconds: 8 * hour,
  },
  {
    label: 'Read-only report',
    user: 'erin',
    clientId: 'no-refresh',
    scope: 'openid email profile reports:read',
    environment: 'staging',
    tags: ['reports'],
    minutesAgo: 12,
  },
  {
    label: 'Runner registration',
    user: 'frank',
    clientId: 'public-three',
    scope: `${usual} runners:write`,
    environment: 'development',
    tags: ['ci'],
    minutesAgo: 6,
    lifetimeSeconds: 2 * hour,
  },
];

function definitionOf(plan, issuer) {
  return {
    provider: 'custom_oidc',
    grantType: plan.grantType ?? 'authorization_code',
    issuer,
    endpoints: null,
    clientId: plan.clientId,
    scope: plan.scope,
    label: plan.label,
    tags: plan.tags ?? [],
    environment: plan.environment,
    redirectPort: null,
    redirectHost: '127.0.0.1',
    extraParameters: {},
    automaticRefresh: plan.automaticRefresh ?? 'on',
  };
}

const issuances = ({ log }) =>
  log.filter((it) => it.status === 200 && signInGrants.includes(it.grantType));

/**
 * Starts the flow as the dialog would, walks the address that the app opened, and waits for its end. `issued` then holds
 * under the label what the server issued, as fingerprints.
 */
export async function signIn({ window, server, takeAddress, issued }, plan) {
  const { flowId, accountId } = await askMain(window, 'flow.authorize', {
    definition: definitionOf(plan, server.issuer),
    clientSecret: plan.clientSecret ?? null,
  });
  if (plan.user !== undefined) {
    const address = await takeAddress();
    await createSignInBrowser().signIn(address, { user: plan.user });
  }
  await waitFor(`the sign-in of ${plan.label}`, async () => {
    const { accounts, flows } = await readSnapshot(window);
    const failed = flows.find((it) => it.flowId === flowId && it.status === 'failed');
    if (failed) throw new Error(`${plan.label} was not signed in: ${failed.error.code}`);
    return accounts.some((it) => it.accountId === accountId && it.grant.status === 'live');
  });
  issued.set(plan.label, issuances(server).at(-1).issued);
  return accountId;
}

/** A refusal is an answer here: it is how the app learns that the server has ended the grant. */
async function refreshInVain(window, accountId) {
  await askMain(window, 'account.refresh', { accountId }).catch(() => undefined);
  await waitFor('the refusal', async () => {
    const { accounts } = await readSnapshot(window);
    return accounts.some((it) => it.accountId === accountId && it.grant.status === 'refused');
  });
}

const endings = {
  revoked: ({ window }, accountId) => askMain(window, 'account.revoke', { accountId }),
  ended_by_server: async ({ window, server }, accountId, { user }) => {
    server.forgetUser(user);
    await refreshInVain(window, accountId);
  },
};

/**
 * Signs every account in, one after another, and resolves with how many there are and how many of them have a user.
 * `takeAddress` resolves with the next address that the app opens in the system's browser.
 */
export async function prepareDemoAccounts(demo) {
  for (const plan of plans) {
    demo.server.setAccessTokenSeconds(plan.lifetimeSeconds ?? hour);
    await actMinutesAgo(demo.app, plan.minutesAgo, async () => {
      const accountId = await signIn(demo, plan);
      if (plan.ending !== undefined) await endings[plan.ending](demo, accountId, plan);
    });
  }
  demo.server.setAccessTokenSeconds(hour);
  return { count: plans.length, signIns: plans.filter((plan) => plan.user !== undefined).length };
}
