/** Presents a refresh token, and the same one again where the answer was lost on the way. */
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import { metadataDeadlineMs } from '../oauth/bounded-fetch.ts';
import { serverAnswers } from '../oauth/server-answers.ts';
import { type RefreshArgs, type RefreshedTokens, refreshTokens } from '../oauth/token-endpoint.ts';
import type { Received } from '../oauth/token-exchange.ts';
import type { Clock } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type { TokenSet } from '../token-set.ts';
import type { AccountDeps } from './account-deps.ts';
import {
  decidePresentation,
  type FailureKind,
  failureKind,
  isSecondRefusal,
} from './retry-policy.ts';
import type { StoredGrant } from './stored-grant.ts';

export type Presentation = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly stored: StoredGrant;
  readonly current: TokenSet & { readonly refreshToken: Secret };
};

/** Short, so that the last presentation after a lost answer is still within 5 s of it. */
const answersSoonMs = 2_000;

/**
 * One request after another, never two at once: each ended or was aborted before the next begins. `onReceived` is
 * awaited with a rotated refresh token as soon as it is there. Throws the AppError of the last request, or `answer_lost`
 * where the token was presented often enough without an answer.
 */
export async function presentRefreshToken(
  deps: AccountDeps,
  presentation: Presentation,
  onReceived: (rotated: Secret) => Promise<void>,
): Promise<RefreshedTokens> {
  let arrived: Received = { accessToken: null, refreshToken: null };
  let rotated = false;
  let lost: AppError | null = null;
  for (;;) {
    const unanswered = unansweredTimes(deps, presentation);
    await awaitPermission(deps, presentation, { unanswered, lost });
    await noteUnanswered(deps, presentation, unanswered + 1);
    try {
      return await requestRefresh(deps, presentation, {
        onAnyReceived: async (received) => {
          arrived = received;
        },
        onReceived: async (received) => {
          rotated = true;
          await onReceived(received);
        },
      });
    } catch (thrown) {
      const error = asAppError(thrown);
      // The newer token has arrived: presenting the older one would look like its theft.
      if (rotated) throw error;
      const kind = failureKind(error);
      // What was lost behind an answer, such as the server's keys, leaves no doubt about the token.
      if (kind === 'lost' && isNothing(arrived)) {
        lost = error;
        continue;
      }
      if (!staysCounted(presentation, { kind, unanswered, at: deps.clock.now().wall })) {
        await noteUnanswered(deps, presentation, unanswered);
      }
      throw error;
    }
  }
}

const isNothing = ({ accessToken, refreshToken }: Received): boolean =>
  accessToken === null && refreshToken === null;

type Failed = {
  readonly kind: FailureKind;
  /** Presentations that were counted before this one. */
  readonly unanswered: number;
  readonly at: number;
};

/**
 * A refusal that names no cause does not say what became of the token. It is counted once, however often somebody asks
 * before it may be repeated; but where an answer was lost as well, the token may be used up, and each counts. A refusal
 * that ends the grant is not on disk yet: a crash before that must not find the token as if nobody had presented it.
 */
function staysCounted({ record }: Presentation, { kind, unanswered, at }: Failed): boolean {
  if (kind !== 'unexplained') return kind === 'terminal';
  const isRefusalAlone = record.unexplainedRefusalAt !== null && unanswered <= 1;
  return !isRefusalAlone || isSecondRefusal(record, at);
}

type Doubt = { readonly unanswered: number; readonly lost: AppError | null };

/** Resolves when the token may be presented now. Throws where it may not: this time, or ever again. */
async function awaitPermission(
  deps: AccountDeps,
  { server }: Presentation,
  { unanswered, lost }: Doubt,
): Promise<void> {
  const verdict = decidePresentation(unanswered);
  if (verdict.kind === 'give_up') throw new AppError('answer_lost');
  if (verdict.onlyIfServerAnswers) {
    const deadlineMs = lost === null ? metadataDeadlineMs : answersSoonMs;
    const answers = await serverAnswers(deps.oauth, server, deadlineMs);
    if (!answers) throw lost ?? new AppError('network_unreachable');
  }
  if (lost !== null) await pause(deps.clock, verdict.afterMs);
}

async function pause(clock: Clock, ms: number): Promise<void> {
  if (ms > 0) await new Promise<void>((go) => clock.after(ms, go));
}

/** A refresh token is told by the generation under which it is kept. */
function unansweredTimes({ registry }: AccountDeps, { record, stored }: Presentation): number {
  const noted = registry.find(record.accountId)?.unanswered ?? null;
  return noted !== null && noted.generation === stored.generation ? noted.times : 0;
}

/** On disk before a request, because after a crash nobody knows whether the server acted on it, and taken back behind it. */
async function noteUnanswered(
  { registry, logger }: AccountDeps,
  { record: { accountId }, stored: { generation } }: Presentation,
  times: number,
): Promise<void> {
  registry.patchQuietly(accountId, { unanswered: times === 0 ? null : { generation, times } });
  try {
    await registry.flush();
  } catch (thrown) {
    // Less is known after a crash then, and nothing is lost by that.
    logger.error('refresh.not_noted', { accountId, code: asAppError(thrown).code });
  }
}

function requestRefresh(
  deps: AccountDeps,
  { record, server, stored, current }: Presentation,
  listeners: Pick<RefreshArgs, 'onReceived' | 'onAnyReceived'>,
): Promise<RefreshedTokens> {
  return refreshTokens(deps.oauth, {
    server,
    clientId: record.definition.clientId,
    clientSecret: stored.clientSecret,
    refreshToken: current.refreshToken,
    current,
    expected: { subject: record.subject, authTime: record.authTime, nonce: stored.nonce },
    ...listeners,
  });
}
