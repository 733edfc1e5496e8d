/** What is known of one token's end, from a server's answer and from proof (RFC 7009 section 2.2, RFC 7662 section 2.2). */
import type { TokenKind } from './account-view.ts';

/**
 * Strongest first. `proven_dead`: it worked before, and no longer does; `accepted`: a 2xx and nothing beyond it;
 * `expired`: nothing ended it, and the end that it announced had passed; `alive_until`: nothing ended it, it ends by
 * itself; `foreign_client`: only the client it was issued to can end it.
 */
export const verdicts = [
  'proven_dead',
  'accepted',
  'expired',
  'alive_until',
  'foreign_client',
  'not_revoked',
] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * What the server said to being asked. `revoked`: a 2xx answer; `covered`: not asked, because the provider documents that
 * it ends with the other token, which got a 2xx; `unsupported`: the server ends no tokens of this type.
 */
export const revocationAnswers = [
  'revoked',
  'covered',
  'refused',
  'unsupported',
  'foreign_client',
  'unanswered',
  'not_asked',
] as const;
export type RevocationAnswerKind = (typeof revocationAnswers)[number];

/**
 * What the answer's body was, which decides nothing (RFC 7009 section 2.2). `page`: a web page, as something between here
 * and the server may send in its place; `other`: text that is neither that nor JSON.
 */
export const answerBodies = ['json', 'page', 'empty', 'other'] as const;
export type AnswerBody = (typeof answerBodies)[number];

/** Why nothing came that counts as an answer. `not_sent`: the request provably never left. */
export const missingAnswers = [
  'redirected',
  'timed_out',
  'connection_lost',
  'not_secure',
  'not_sent',
  'too_large',
] as const;
export type MissingAnswer = (typeof missingAnswers)[number];

/** How the token was tried out afterwards. */
export const proofMethods = ['introspection', 'validity_probe', 'refresh_attempt'] as const;
export type ProofMethod = (typeof proofMethods)[number];

/** `inactive` counts as proof only where the same look had said `active` before. */
export const proofs = ['inactive', 'active', 'inconclusive', 'not_tried'] as const;
export type Proof = (typeof proofs)[number];

/** One token, the verdict about it and everything it stands on. */
export type RevocationOutcome = {
  readonly token: TokenKind;
  /** First 12 hex digits of SHA-256; null in records of version 0.1. */
  readonly fingerprint: string | null;
  readonly verdict: Verdict;
  /**
   * Epoch ms until which it may still be taken somewhere, as it announced itself, and possibly past; null where it is dead
   * or nobody knows.
   */
  readonly until: number | null;
  /** Epoch ms of the last thing that was learnt. */
  readonly at: number;
  readonly outcome: RevocationAnswerKind;
  readonly httpStatus: number | null;
  readonly oauthError: string | null;
  /** Null where nothing came, where it did not come in time, and in older records. */
  readonly answerBody: AnswerBody | null;
  /** Null where an answer came, where nobody was asked, and in older records. */
  readonly missing: MissingAnswer | null;
  readonly proof: Proof;
  readonly method: ProofMethod | null;
  /** The same look said `active` before the server was asked. */
  readonly wasActive: boolean;
};

/** The weakest verdict of all, which is the account's; null where there is none. */
export function weakestOf(outcomes: readonly Pick<RevocationOutcome, 'verdict'>[]): Verdict | null {
  const weakest = Math.max(...outcomes.map((it) => verdicts.indexOf(it.verdict)));
  return verdicts[weakest] ?? null;
}

/** True where nothing is left to be done about a token: it is dead, as far as the server's word or a proof goes. */
export function isEnded({ verdict }: Pick<RevocationOutcome, 'verdict'>): boolean {
  return verdict === 'proven_dead' || verdict === 'accepted';
}

/** The last moment at which any of the tokens may still be taken, epoch ms; null where none may or nobody knows. */
export function lastUntil(outcomes: readonly Pick<RevocationOutcome, 'until'>[]): number | null {
  const known = outcomes.flatMap(({ until }) => (until === null ? [] : [until]));
  return known.length === 0 ? null : Math.max(...known);
}
