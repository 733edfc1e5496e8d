/** Weighs what a server answered and what a proof showed into one verdict, never a stronger word than the evidence. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { Proof, RevocationAnswerKind, Verdict } from '../../shared/verdict.ts';

export type Evidence = {
  readonly token: TokenKind;
  readonly outcome: RevocationAnswerKind;
  readonly proof: Proof;
  /** The same look had said `active` before: without that, `inactive` may only mean that we may not look. */
  readonly wasActive: boolean;
  /** Epoch ms as announced; null: unknown. */
  readonly expiresAt: number | null;
  /** A resource server can check it without asking anybody (RFC 9068), so its end may reach nobody before it expires. */
  readonly selfContained: boolean;
  /** Epoch ms of the judgement. */
  readonly at: number;
};

export type Judgement = { readonly verdict: Verdict; readonly until: number | null };

/** `until` is epoch ms. A refresh token never ends by a clock that we know of, so only an access token has one. */
export function judgeToken(evidence: Evidence): Judgement {
  const { outcome, proof, at } = evidence;
  const end = evidence.token === 'access_token' ? evidence.expiresAt : null;
  const untrusted = evidence.selfContained && !hasPassed(end, at) ? end : null;
  // Whoever works after the end that it announced has refuted it.
  if (proof === 'active') return stillAlive(outcome, hasPassed(end, at) ? null : end);
  if (proof === 'inactive' && evidence.wasActive)
    return { verdict: 'proven_dead', until: untrusted };
  if (outcome === 'revoked' || outcome === 'covered')
    return { verdict: 'accepted', until: untrusted };
  if (outcome === 'foreign_client') return { verdict: 'foreign_client', until: end };
  if (outcome === 'unsupported' || outcome === 'not_asked') {
    return hasPassed(end, at) ? { verdict: 'expired', until: end } : endsByItself(end);
  }
  return { verdict: 'not_revoked', until: end };
}

const hasPassed = (end: number | null, at: number): boolean => end !== null && end <= at;

/** Somebody said so after the server was asked: a 2xx before that counts for nothing. */
function stillAlive(outcome: RevocationAnswerKind, end: number | null): Judgement {
  if (outcome === 'foreign_client') return { verdict: 'foreign_client', until: end };
  return outcome === 'refused' || outcome === 'unanswered'
    ? { verdict: 'not_revoked', until: end }
    : endsByItself(end);
}

function endsByItself(end: number | null): Judgement {
  return { verdict: end === null ? 'not_revoked' : 'alive_until', until: end };
}
