/** One HTTP exchange with a deadline and a bounded body, read to its end or aborted, never half-read (N-06, N-07). */
import { isLoopbackUrl } from '../../shared/loopback-address.ts';
import { AppError } from '../app-error.ts';
import { learnClockDifference } from './clock-difference.ts';
import { hostLimiterOf } from './host-limiter.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { type Answer, errorOfTransport } from './oauth-errors.ts';
import { glanceAtBody, readBody, stop } from './read-body.ts';

export type BoundedRequest = {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Counted from the moment the request may start, not from when it had to queue for its host. */
  readonly deadlineMs: number;
  /** True where a 2xx status says everything: then its body is only glanced at, and can neither fail nor delay it. */
  readonly ignoresBody?: boolean;
};

/** For tokens and revocation: a slow server may still have rotated the token, so giving up early loses it. */
export const tokenDeadlineMs = 30_000;
export const metadataDeadlineMs = 10_000;

/**
 * The answer with its whole body as text. Any status but a redirect is an answer; a body over the limit is
 * `response_too_large`, and a failure of the network one of the network's codes.
 */
export async function fetchBounded(deps: OAuthDeps, request: BoundedRequest): Promise<Answer> {
  const { host, origin, protocol } = request.url;
  // Checked when the server was frozen; here once more for whatever happened to it on the disk.
  if (protocol !== 'https:' && !isLoopbackUrl(request.url))
    throw new AppError('endpoint_not_https');
  const leave = await hostLimiterOf(deps.transport)(origin);
  const startedAt = deps.clock.now().monotonic;
  const durationMs = (): number => Math.round(deps.clock.now().monotonic - startedAt);
  try {
    const answer = await exchange(deps, request);
    deps.logger.info('oauth.answered', { host, status: answer.status, durationMs: durationMs() });
    return answer;
  } catch (thrown) {
    const error = errorOfTransport(thrown);
    deps.logger.info('oauth.unanswered', { host, code: error.code, durationMs: durationMs() });
    throw error;
  } finally {
    leave();
  }
}

async function exchange(deps: OAuthDeps, request: BoundedRequest): Promise<Answer> {
  const controller = new AbortController();
  let stopDeadline = (): void => undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    stopDeadline = deps.clock.after(request.deadlineMs, () => {
      const error = new AppError('timed_out');
      // First, because what the network layer throws after an abort differs by place and runtime.
      reject(error);
      controller.abort(error);
    });
  });
  try {
    return await Promise.race([send(deps, request, { controller, stopDeadline }), deadline]);
  } finally {
    stopDeadline();
  }
}

type Sending = { readonly controller: AbortController; readonly stopDeadline: () => void };

async function send(
  deps: OAuthDeps,
  request: BoundedRequest,
  { controller, stopDeadline }: Sending,
): Promise<Answer> {
  const { url, method, headers, body } = request;
  const sentAt = deps.clock.now();
  const response = await deps.transport(url, { method, headers, body, signal: controller.signal });
  const answeredAt = deps.clock.now();
  if (response.status >= 300 && response.status < 400) throw stop(controller, 'redirect_refused');
  const { status, headers: answered } = response;
  const date = answered.get('date');
  const clockDifference = learnClockDifference({ date, sentAt, answeredAt });
  const answer = { status, headers: answered, sent: body, clockDifference };
  if (response.ok && request.ignoresBody === true) {
    // The status has been said: a deadline that ends now must not unsay it.
    stopDeadline();
    return { ...answer, ...(await glanceAtBody(deps.clock, response, controller)) };
  }
  return { ...answer, ...(await readBody(response, controller)) };
}
