/** Asks a server to end the tokens that an account holds; the account is noted as pending first. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { AccountDeps } from './account-deps.ts';
import { type Ending, endTokens, gotYes } from './end-tokens.ts';
import { flushFacts } from './flush-facts.ts';
import { earlierOutcomesOf, heldTokens, type Revocation } from './tokens-to-revoke.ts';

/** Only those of one kind, where it is named. */
export function endHeldTokens(
  deps: AccountDeps,
  revocation: Revocation,
  only?: TokenKind,
): Promise<readonly Ending[]> {
  const held = heldTokens(revocation);
  return endTokens(deps.oauth, revocation.recipe, {
    tokens: only === undefined ? held : held.filter((it) => it.kind === only),
    endedBefore: earlierOutcomesOf(revocation.record).some(gotYes),
    onReady: () => markPending(deps, revocation.record.accountId),
  });
}

/** Before the server is asked: a crash from here on must not leave an account that looks alive. A full disk stops nobody. */
async function markPending(deps: AccountDeps, accountId: string): Promise<void> {
  const { grant } = deps.registry.get(accountId);
  if (grant.status === 'revocation_pending') return;
  const at = deps.clock.now().wall;
  const outcomes = grant.status === 'not_revoked' ? grant.outcomes : [];
  deps.registry.patch(accountId, {
    grant: { status: 'revocation_pending', at, outcomes, attempts: 0, nextTryAt: null },
  });
  await flushFacts(deps, accountId);
}
