/** Changes what may change while tokens are held; issuer, client and endpoints are not among it. */
import type { AccountEdit } from '../../shared/account-definition.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { carryUnanswered } from './carry-unanswered.ts';
import { flushFacts } from './flush-facts.ts';
import { readReplaceable } from './read-replaceable.ts';
import { isToBeCorrected } from './retry-policy.ts';

/**
 * Scopes and redirect take effect at the next sign-in, or the next new grant. Throws AppError `account_not_found`,
 * `no_client_secret` where an account cannot be without one, or a keychain error.
 */
export function editAccount(
  deps: AccountDeps,
  accountId: string,
  edit: AccountEdit,
): Promise<void> {
  deps.registry.get(accountId);
  return deps.queue.run(accountId, async () => {
    const { clientSecret, ...changes } = edit;
    if (clientSecret === null && needsNoPerson(deps.registry.get(accountId).definition)) {
      throw new AppError('no_client_secret', { field: 'clientSecret' });
    }
    if (clientSecret !== undefined) await replaceClientSecret(deps, accountId, clientSecret);
    const record = deps.registry.get(accountId);
    const next = deps.registry.patch(accountId, {
      definition: { ...record.definition, ...changes },
      // What had to be corrected may be correct now.
      ...(isToBeCorrected(record) ? { lastProblem: null } : {}),
    });
    deps.trials.forget(accountId);
    await flushFacts(deps, accountId);
    await auditAccount(deps, next, { event: 'edit', outcome: 'ok' });
  });
}

async function replaceClientSecret(
  deps: AccountDeps,
  accountId: string,
  text: string | null,
): Promise<void> {
  const { stored, lost } = await readReplaceable(deps, accountId);
  const clientSecret = text === null ? null : Secret.of(text);
  const record = deps.registry.get(accountId);
  const isGivenForMoved = clientSecret !== null && record.agreedOn !== null;
  const { durability, generation, known } = await deps.tokenStore.save(accountId, {
    ...stored,
    clientSecret,
  });
  deps.registry.patch(accountId, {
    clientSecretSet: clientSecret !== null,
    // What a crash may replace by the one before says nothing about that one.
    clientSecretSetAt: isGivenForMoved && durability === 'durable' ? deps.clock.now().wall : null,
    generation: known,
    ...carryUnanswered(record, { before: stored.generation, now: generation }),
    ...(lost === null ? {} : withoutTokens(deps, accountId, lost)),
  });
  if (durability === 'unsaved') {
    await flushFacts(deps, accountId);
    throw new AppError('not_saved');
  }
}

/** From here on there is an item again, but without the tokens that the old one held. */
function withoutTokens(
  deps: AccountDeps,
  accountId: string,
  lost: AppError,
): Partial<AccountRecord> {
  const { grant, definition } = deps.registry.get(accountId);
  const at = deps.clock.now().wall;
  // Nobody can ask for the end of what is lost, and of some of it nobody may have asked.
  if (grant.status === 'revocation_pending') {
    return { tokens: null, grant: { status: 'not_revoked', at, outcomes: grant.outcomes } };
  }
  // Without a person nothing is over: the secret that was just given brings the next token.
  if (grant.status !== 'live' || needsNoPerson(definition)) return { tokens: null };
  return { tokens: null, grant: { status: 'refused', at, error: lost.view() } };
}
