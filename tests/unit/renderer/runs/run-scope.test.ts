/** The scopes of a panic: only what can still be ended counts. */
import { expect, it } from 'vitest';
import { isInScope, isRevocable, scopeChoices } from '../../../../renderer/runs/run-scope.ts';
import { sampleAccount, sampleDefinition } from '../../../fixtures/sample-views.ts';

const accounts = [
  sampleAccount({ accountId: 'one' }),
  sampleAccount({
    accountId: 'two',
    definition: { ...sampleDefinition, environment: 'staging', tags: ['payments', 'eu'] },
    server: 'https://other.example',
  }),
  sampleAccount({ accountId: 'ended', grant: { status: 'revoked', at: 1, outcomes: [] } }),
  sampleAccount({ accountId: 'empty', accessTokenHeld: false, refreshTokenHeld: false }),
];

it('counts for each scope the accounts that hold something to end', () => {
  expect(scopeChoices(accounts).map(({ id, count }) => [id, count])).toEqual([
    ['everything', 2],
    ['environment production', 1],
    ['environment staging', 1],
    ['server https://id.acme.example/realms/prod', 1],
    ['server https://other.example', 1],
    ['tag eu', 1],
    ['tag payments', 2],
  ]);
});

it('offers everything even where there is nothing to end', () => {
  expect(scopeChoices([]).map(({ id, count }) => [id, count])).toEqual([['everything', 0]]);
});

it('takes in again what an earlier revocation did not end', () => {
  const again = sampleAccount({ grant: { status: 'not_revoked', at: 1, outcomes: [] } });
  expect(isRevocable(again)).toBe(true);
  expect(isInScope(again, { kind: 'tag', tag: 'payments' })).toBe(true);
  expect(isInScope(again, { kind: 'tag', tag: 'eu' })).toBe(false);
});
