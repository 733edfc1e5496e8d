/** Puts down what a look showed of an account after an earlier token of it was ended, so that it does not look alive. */
import type { FoundHolderState } from '../../shared/found-token.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { carryUnanswered } from './carry-unanswered.ts';
import type { EndingToken } from './end-tokens.ts';
import { flushFacts } from './flush-facts.ts';
import type { HeldTokens, StoredGrant } from './stored-grant.ts';
import { factsOf } from './token-facts.ts';

type Held = { readonly record: AccountRecord; readonly stored: StoredGrant };

/** It was seen working and no longer does: what the server announced of its end is overtaken. */
export async function expireAccessToken(
  deps: AccountDeps,
  { record, stored }: Held,
): Promise<void> {
  if (stored.tokens === null) return;
  const { accountId } = record;
  const expired: HeldTokens = { ...stored.tokens, expiresAt: deps.clock.now().wall };
  const { generation, known } = await deps.tokenStore.save(accountId, {
    ...stored,
    tokens: expired,
  });
  await keep(deps, accountId, {
    tokens: factsOf(expired),
    generation: known,
    ...carryUnanswered(record, { before: stored.generation, now: generation }),
  });
}

/** As after a refusal: never refreshed again, and only a sign-in brings it back. Its tokens stay, to be revoked. */
export async function endGrant(
  deps: AccountDeps,
  { accountId }: AccountRecord,
): Promise<FoundHolderState> {
  const at = deps.clock.now().wall;
  const error = new AppError('grant_ended_with_found').view();
  const grant = { status: 'refused', at, error } as const;
  await keep(deps, accountId, { grant, lastProblem: { at, error } });
  return 'ended';
}

/** Nobody could look: said, until a refresh tells. */
export async function doubtGrant(
  deps: AccountDeps,
  { accountId }: AccountRecord,
): Promise<FoundHolderState> {
  const at = deps.clock.now().wall;
  const error = new AppError('grant_in_doubt').view();
  await keep(deps, accountId, { lastProblem: { at, error } });
  return 'in_doubt';
}

/** A token that ended with another one. */
export function auditDead(
  deps: AccountDeps,
  { record, recipe }: { readonly record: AccountRecord; readonly recipe: Recipe },
  { token, kind }: EndingToken,
): Promise<void> {
  return auditAccount(deps, record, {
    event: 'revoke',
    outcome: 'ok',
    token: kind,
    fingerprint: token.fingerprint(),
    verdict: 'proven_dead',
    method: recipe.probe?.method ?? null,
    durable: true,
  });
}

/** The found token has ended whatever the disk says. */
async function keep(
  deps: AccountDeps,
  accountId: string,
  change: Partial<AccountRecord>,
): Promise<void> {
  deps.registry.patch(accountId, change);
  await flushFacts(deps, accountId);
}
