/** Keeps the count of presentations without an answer with its refresh token when that is kept under a new generation. */
import type { AccountRecord } from '../account-record.ts';

/** For a save that leaves the refresh token as it is: else the server would get it as often again. */
export function carryUnanswered(
  { unanswered }: AccountRecord,
  { before, now }: { readonly before: number; readonly now: number },
): Pick<AccountRecord, 'unanswered'> {
  if (unanswered?.generation !== before) return { unanswered };
  return { unanswered: { ...unanswered, generation: now } };
}
