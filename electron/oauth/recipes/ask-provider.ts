/** One exchange with a provider's own API, reduced to what may be said of it: nothing of the body leaves here unread. */
import type { AnswerBody, MissingAnswer } from '../../../shared/verdict.ts';
import { asAppError } from '../../app-error.ts';
import type { Secret } from '../../secret.ts';
import { fetchBounded, tokenDeadlineMs } from '../bounded-fetch.ts';
import { kindOfBody } from '../kind-of-body.ts';
import { whyMissing } from '../missing-answer.ts';
import type { OAuthDeps } from '../oauth-deps.ts';
import { parseObject } from '../oauth-errors.ts';
import { parseRetryAfter } from '../retry-after.ts';
import { safeProse } from '../untrusted-text.ts';
import type { ProbeAnswer, RevocationAnswer } from './recipe.ts';

export type ProviderRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
};

/** `status` is null where no answer came, for the reason `missing`; `body` is undefined where it was no JSON object. */
export type ProviderAnswer = {
  readonly status: number | null;
  readonly body: Record<string, unknown> | undefined;
  readonly answerBody: AnswerBody | null;
  readonly missing: MissingAnswer | null;
  readonly retryAfterMs: number | null;
};

/** Never throws. */
export async function askProvider(
  deps: OAuthDeps,
  { url, method, headers = {}, body = null }: ProviderRequest,
): Promise<ProviderAnswer> {
  try {
    const answer = await fetchBounded(deps, {
      url: new URL(url),
      method,
      headers: { accept: 'application/json', ...headers },
      body,
      deadlineMs: tokenDeadlineMs,
    });
    const waitMs = parseRetryAfter(answer.headers.get('retry-after'), deps.clock.now().wall);
    return {
      status: answer.status,
      body: parseObject(answer.text),
      answerBody: kindOfBody(answer),
      missing: null,
      retryAfterMs: waitMs ?? null,
    };
  } catch (thrown) {
    const missing = whyMissing(asAppError(thrown));
    return { status: null, body: undefined, answerBody: null, missing, retryAfterMs: null };
  }
}

export const isSuccess = ({ status }: ProviderAnswer): boolean =>
  status !== null && status >= 200 && status < 300;

/** An answer that decides nothing: trouble, too many requests, or none at all. */
const isUndecided = ({ status }: ProviderAnswer): boolean =>
  status === null || status >= 500 || [407, 408, 425, 429].includes(status);

/** `done` is the provider's own idea of success, looked at only where the answer decides anything. */
export function toRevocationAnswer(answer: ProviderAnswer, done: boolean): RevocationAnswer {
  const { status: httpStatus, body, answerBody, missing, retryAfterMs } = answer;
  const facts = { httpStatus, answerBody, missing };
  if (isUndecided(answer)) {
    return { ...facts, outcome: 'unanswered', oauthError: null, retryAfterMs };
  }
  const oauthError = done ? null : (safeProse(body?.error ?? body?.code, 64) ?? null);
  return { ...facts, outcome: done ? 'revoked' : 'refused', oauthError, retryAfterMs: null };
}

/**
 * `inactive` only where the provider says so in so many words; everything else says nothing about the token, and a web
 * page, as a proxy or a gateway sends with any status, is no word of the provider's.
 */
export function toProbeAnswer(
  { status: httpStatus, answerBody }: ProviderAnswer,
  { active, inactive }: { readonly active: boolean; readonly inactive: boolean },
): ProbeAnswer {
  if (answerBody === 'page') return { state: 'inconclusive', httpStatus };
  return { state: active ? 'active' : inactive ? 'inactive' : 'inconclusive', httpStatus };
}

/** RFC 6750 section 2.1. */
export function bearer(token: Secret): Record<string, string> {
  return { authorization: `Bearer ${token.reveal()}` };
}

/** RFC 6749 section 2.3.1, without the form encoding that these providers do not undo. */
export function basic(clientId: string, clientSecret: Secret): Record<string, string> {
  const pair = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}

export const json = { 'content-type': 'application/json' };
