/** Notices a user who is already here with the same client and issuer (OIDC Core section 2). */
import { nameOfSubject } from '../../shared/account-view.ts';
import type { FlowQuestion } from '../../shared/snapshot.ts';
import type { AccountDeps } from './account-deps.ts';

/** What to ask the person; null where there is no other account like that. */
export function askAboutDuplicate(deps: AccountDeps, accountId: string): FlowQuestion | null {
  const mine = deps.registry.get(accountId);
  const { subject, server, definition } = mine;
  if (subject === null || server === null) return null;
  const other = deps.registry
    .all()
    .find(
      (it) =>
        it.accountId !== accountId &&
        it.subject?.sub === subject.sub &&
        it.server?.issuer === server.issuer &&
        it.definition.clientId === definition.clientId &&
        it.grant.status !== 'revoked',
    );
  if (other === undefined) return null;
  return { kind: 'duplicate', who: nameOfSubject(subject), otherAccountId: other.accountId };
}
