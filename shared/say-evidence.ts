/** What a verdict stands on, as sentences: what the server answered, with which body, and what a look showed (P-13). */
import { catalogue } from './catalogue/catalogue.ts';
import { fillWords } from './catalogue/fill-words.ts';
import type { Language } from './settings.ts';
import type { RevocationOutcome } from './verdict.ts';

type Words = (typeof catalogue)[Language]['revocation'];

/** One sentence about the answer, and at most one each about its body and about the proof. */
export function sayEvidence(language: Language, outcome: RevocationOutcome): readonly string[] {
  const words = catalogue[language].revocation;
  return [sayAnswer(words, outcome), sayBody(words, outcome), sayProof(words, outcome)].filter(
    (it) => it !== null,
  );
}

function sayAnswer({ answer, reasonJoint }: Words, it: RevocationOutcome): string {
  const reason = reasonOf(it, reasonJoint);
  switch (it.outcome) {
    case 'revoked':
      return sayYes(answer, it.httpStatus);
    case 'covered':
      return answer.covered;
    case 'not_asked':
      return answer.notAsked;
    case 'unsupported':
      return reason === '' ? answer.unsupportedUnknown : fillWords(answer.unsupported, { reason });
    case 'foreign_client':
      return reason === ''
        ? answer.foreignClientUnknown
        : fillWords(answer.foreignClient, { reason });
    case 'unanswered':
      return sayUndecided(answer, it, reason);
    case 'refused':
      return sayRefused(answer, it, reason);
  }
}

function sayYes(answer: Words['answer'], status: number | null): string {
  if (status === null) return answer.yesUnknown;
  return status === 204 ? answer.yesEmpty : fillWords(answer.yes, { status });
}

/** A server that answered without deciding, as with a 503, did answer (RFC 7009 section 2.2.1). */
function sayUndecided(answer: Words['answer'], it: RevocationOutcome, reason: string): string {
  const { httpStatus: status, missing } = it;
  if (status === null) return missing === null ? answer.silent : answer.missing[missing];
  if (status === 429) return answer.slowDown;
  return fillWords(status >= 500 ? answer.trouble : answer.undecided, { reason });
}

const clientErrors = ['invalid_client', 'unauthorized_client'];

function sayRefused(answer: Words['answer'], it: RevocationOutcome, reason: string): string {
  const { httpStatus: status, oauthError } = it;
  if (reason === '') return answer.refusedUnknown;
  const isClient = status === 401 || clientErrors.includes(oauthError ?? '');
  if (oauthError === 'invalid_token') return fillWords(answer.unknownToken, { reason });
  if (isClient) return fillWords(answer.clientRefused, { reason });
  if (status === 403) return fillWords(answer.forbidden, { reason });
  if (status === 404 || status === 405) return fillWords(answer.notFound, { reason });
  return fillWords(oauthError === null ? answer.refusedSilently : answer.refused, { reason });
}

/** JSON is what servers send, so that it needs no word; with a 204 there is never a body. */
function sayBody({ body }: Words, { answerBody, httpStatus }: RevocationOutcome): string | null {
  if (answerBody === null || answerBody === 'json' || httpStatus === 204) return null;
  return body[answerBody];
}

function sayProof({ shown }: Words, it: RevocationOutcome): string | null {
  const method = it.method ?? 'introspection';
  switch (it.proof) {
    case 'inactive':
      return it.wasActive ? shown.inactive[method] : shown.inactiveOnly[method];
    case 'active':
      return shown.active[method];
    case 'inconclusive':
      return shown.inconclusive;
    case 'not_tried':
      return it.verdict === 'accepted' ? shown.notTried : null;
  }
}

/** Error name and status as the server gave them; empty where it gave neither. */
function reasonOf({ oauthError, httpStatus }: RevocationOutcome, joint: string): string {
  const status = httpStatus === null ? null : `HTTP ${httpStatus}`;
  return [oauthError, status].filter((it) => it !== null).join(joint);
}
