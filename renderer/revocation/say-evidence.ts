/** What a verdict stands on, as sentences: what the server answered, what a look showed, what may go on until when (P-13). */
import type { TFunction } from 'i18next';
import type { RevocationOutcome } from '../../shared/verdict.ts';

/** One sentence about the answer, and at most one about the proof. */
export function sayEvidence(t: TFunction, outcome: RevocationOutcome): readonly string[] {
  return [sayAnswer(t, outcome), sayProof(t, outcome)].filter((it) => it !== null);
}

function sayAnswer(t: TFunction, it: RevocationOutcome): string {
  const reason = reasonOf(t, it);
  switch (it.outcome) {
    case 'revoked':
      return sayYes(t, it.httpStatus);
    case 'covered':
      return t('revocation.answer.covered');
    case 'not_asked':
      return t('revocation.answer.notAsked');
    case 'unsupported':
      return reason === ''
        ? t('revocation.answer.unsupportedUnknown')
        : t('revocation.answer.unsupported', { reason });
    case 'foreign_client':
      return reason === ''
        ? t('revocation.answer.foreignClientUnknown')
        : t('revocation.answer.foreignClient', { reason });
    case 'unanswered':
      return sayUndecided(t, it);
    case 'refused':
      return sayRefused(t, it);
  }
}

function sayYes(t: TFunction, status: number | null): string {
  if (status === null) return t('revocation.answer.yesUnknown');
  return status === 204 ? t('revocation.answer.yesEmpty') : t('revocation.answer.yes', { status });
}

/** A server that answered without deciding, as with a 503, did answer (RFC 7009 section 2.2.1). */
function sayUndecided(t: TFunction, it: RevocationOutcome): string {
  const { httpStatus: status } = it;
  const reason = reasonOf(t, it);
  if (status === null) return t('revocation.answer.silent');
  if (status === 429) return t('revocation.answer.slowDown');
  if (status >= 500) return t('revocation.answer.trouble', { reason });
  return status >= 300 && status < 400
    ? t('revocation.answer.elsewhere', { reason })
    : t('revocation.answer.undecided', { reason });
}

const clientErrors = ['invalid_client', 'unauthorized_client'];

function sayRefused(t: TFunction, it: RevocationOutcome): string {
  const { httpStatus: status, oauthError } = it;
  const reason = reasonOf(t, it);
  if (reason === '') return t('revocation.answer.refusedUnknown');
  if (oauthError === 'invalid_token') return t('revocation.answer.unknownToken', { reason });
  if (status === 401 || clientErrors.includes(oauthError ?? '')) {
    return t('revocation.answer.clientRefused', { reason });
  }
  if (status === 403) return t('revocation.answer.forbidden', { reason });
  if (status === 404 || status === 405) return t('revocation.answer.notFound', { reason });
  return oauthError === null
    ? t('revocation.answer.refusedSilently', { reason })
    : t('revocation.answer.refused', { reason });
}

function sayProof(t: TFunction, it: RevocationOutcome): string | null {
  const method = it.method ?? 'introspection';
  switch (it.proof) {
    case 'inactive':
      return it.wasActive
        ? t(`revocation.shown.inactive.${method}`)
        : t(`revocation.shown.inactiveOnly.${method}`);
    case 'active':
      return t(`revocation.shown.active.${method}`);
    case 'inconclusive':
      return t('revocation.shown.inconclusive');
    case 'not_tried':
      return it.verdict === 'accepted' ? t('revocation.shown.notTried') : null;
  }
}

/** Error name and status as the server gave them; empty where it gave neither. */
function reasonOf(t: TFunction, { oauthError, httpStatus }: RevocationOutcome): string {
  const status = httpStatus === null ? null : t('dialogs.httpStatus', { status: httpStatus });
  return [oauthError, status].filter((it) => it !== null).join(t('revocation.reasonJoint'));
}
