/** The tokens that a new sign-in replaces: ended where that is safe, written down elsewhere. */
import { describe, expect, it } from 'vitest';
import { createAccountRegistry } from '../../../electron/accounts/account-registry.ts';
import { supersedeGrant } from '../../../electron/accounts/supersede-grant.ts';
import type { Recipe } from '../../../electron/oauth/recipes/recipe.ts';
import { standardRecipe } from '../../../electron/oauth/recipes/standard-recipe.ts';
import { Secret } from '../../../electron/secret.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';

function setUp({ cascade = 'token' as Recipe['facts']['cascade'], sharesGrant = false } = {}) {
  const held = holdAccount(id);
  const { server } = held.record;
  if (server === null || held.tokens === null) throw new Error('holds nothing');
  const test = createTestApp([held]);
  const provable = { ...server, introspectionEndpoint: 'https://as.example/introspect' };
  const standard = standardRecipe(provable);
  const dead = new Set<string>();
  test.transport.answerWith(({ url, form }) => {
    const token = form.token ?? '';
    if (url.endsWith('/introspect')) return { json: { active: !dead.has(token) } };
    dead.add(token);
    if (sharesGrant) dead.add('new-refresh');
    return { status: 200 };
  });
  const registry = createAccountRegistry({
    store: test.accounts,
    snapshot: test.app.snapshot,
    clock: test.clock,
  });
  const { clock, logger, transport, audit } = test;
  const deps = {
    registry,
    clock,
    logger,
    audit,
    snapshot: test.app.snapshot,
    oauth: { transport, clock, logger },
  };
  const now = {
    ...held.tokens,
    refreshToken: Secret.of('new-refresh'),
    accessToken: Secret.of('new-access'),
  };
  const supersede = (tokens = now, { moved = false } = {}) =>
    supersedeGrant(deps, {
      moved,
      record: held.record,
      server: provable,
      clientSecret: null,
      before: held.tokens ?? now,
      now: tokens,
      recipe: { ...standard, facts: { ...standard.facts, cascade } },
    });
  const revoked = () => transport.sent.filter(({ url }) => url.endsWith('/revoke'));
  return { ...test, held, now, supersede, revoked, registry };
}

describe('tokens replaced by a new sign-in', () => {
  it('R-15 are only written down where revoking one may end the whole grant', async () => {
    for (const cascade of ['unknown', 'grant', 'refresh_ends_access', 'sessions'] as const) {
      const test = setUp({ cascade });
      await test.supersede();
      expect(test.transport.sent).toEqual([]);
      expect(await test.audit.latestOf(id, 5)).toMatchObject([
        { event: 'supersede', token: 'access_token', outcome: 'local_only', verdict: null },
        { event: 'supersede', token: 'refresh_token', outcome: 'local_only', verdict: null },
      ]);
    }
  });

  it('N-14 go nowhere where the server has moved since they were issued', async () => {
    const test = setUp();
    await test.supersede(test.now, { moved: true });
    expect(test.transport.sent).toEqual([]);
    expect(await test.audit.latestOf(id, 5)).toMatchObject([
      { event: 'supersede', outcome: 'local_only' },
      { event: 'supersede', outcome: 'local_only' },
    ]);
  });

  it('are ended where a revocation is known to reach one token alone, and the new ones looked at again', async () => {
    const test = setUp();
    await test.supersede();
    expect(test.revoked().map(({ form }) => form.token)).toEqual([
      `refresh-of-${id}-0`,
      `access-of-${id}-0`,
    ]);
    expect(await test.audit.latestOf(id, 1)).toMatchObject([
      { event: 'supersede', verdict: 'proven_dead', method: 'introspection' },
    ]);
    expect(test.registry.get(id).grant.status).toBe('live');
    expect(test.transport.sent.at(-1)?.form.token).toBe('new-refresh');
  });

  it('say so when they took the new ones with them against all that is known', async () => {
    const test = setUp({ sharesGrant: true });
    await test.supersede();
    expect(test.registry.get(id).grant).toMatchObject({
      status: 'refused',
      error: { code: 'grant_refused', details: { reason: 'ended_with_earlier_grant' } },
    });
  });

  it('leave a refresh token alone that the server gave again', async () => {
    const test = setUp();
    const again = Secret.of(`refresh-of-${id}-0`);
    await test.supersede({ ...test.now, refreshToken: again });
    expect(test.revoked().map(({ form }) => form.token)).toEqual([`access-of-${id}-0`]);
  });
});
