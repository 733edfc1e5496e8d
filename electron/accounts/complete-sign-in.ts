/** Keeps what a sign-in brought: into its own account, or, when somebody else signed in, into a new one beside it. */
import { nameOfSubject } from '../../shared/account-view.ts';
import type { FlowQuestion } from '../../shared/snapshot.ts';
import type { AccountRecord } from '../account-record.ts';
import { blankRecord } from '../blank-record.ts';
import type { AccountDeps } from './account-deps.ts';
import { assertNotEnding } from './assert-not-ending.ts';
import { askAboutDuplicate } from './duplicate-account.ts';
import { keepSignIn } from './keep-sign-in.ts';
import { newAccountId } from './new-id.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Resolves when the tokens are safe, with what is left to ask the person, or null. Throws AppError `account_not_found`, or
 * `revocation_waits` where a revocation began after the sign-in.
 */
export function completeSignIn(deps: AccountDeps, signIn: SignIn): Promise<FlowQuestion | null> {
  return deps.queue.run(signIn.accountId, async () => {
    const record = deps.registry.get(signIn.accountId);
    assertNotEnding(deps, record);
    if (subjectDiffers(record, signIn)) return keepBeside(deps, record, signIn);
    await keepSignIn(deps, record, signIn);
    return askAboutDuplicate(deps, signIn.accountId);
  });
}

function subjectDiffers(
  { subject, server }: AccountRecord,
  { issued, server: now }: SignIn,
): boolean {
  if (subject === null) return false;
  return subject.sub !== issued.subject?.sub || server?.issuer !== now.issuer;
}

/** The old account stays untouched; the new tokens are safe in an account of their own before anything is asked. */
async function keepBeside(
  deps: AccountDeps,
  record: AccountRecord,
  signIn: SignIn,
): Promise<FlowQuestion> {
  const newcomer = blankRecord(deps, { ...record, accountId: newAccountId() });
  deps.registry.put(newcomer);
  await keepSignIn(deps, newcomer, {
    ...signIn,
    accountId: newcomer.accountId,
    secretBefore: null,
  });
  return {
    kind: 'subject_differs',
    before: record.subject === null ? '' : nameOfSubject(record.subject),
    after: signIn.issued.subject === null ? '' : nameOfSubject(signIn.issued.subject),
    newAccountId: newcomer.accountId,
  };
}
