/** Answers one request of the window: trusted sender, strict parse, run, error as data, one log line without params. */
import {
  contract,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../shared/contract.ts';
import type { Result } from '../../shared/errors.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { Clock, Logger } from '../ports.ts';

/** One handler for every request of the contract: a missing one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (
    params: RequestParams<N>,
  ) => RequestResult<N> | Promise<RequestResult<N>>;
};

export type AnswerDeps = {
  readonly handlers: Handlers;
  readonly logger: Logger;
  readonly clock: Clock;
};

/** Never throws and never rejects: whatever goes wrong is in the result. */
export async function answerRequest<N extends RequestName>(
  { handlers, logger, clock }: AnswerDeps,
  name: N,
  { params, trusted }: { readonly params: unknown; readonly trusted: boolean },
): Promise<Result<RequestResult<N>>> {
  const startedAt = clock.now().monotonic;
  const result = await settle(async () => {
    if (!trusted) throw new AppError('untrusted_sender');
    const handler = handlers[name] as (params: unknown) => Promise<RequestResult<N>>;
    return await handler(parseParams(name, params));
  });
  const durationMs = Math.round(clock.now().monotonic - startedAt);
  const code = result.ok ? 'ok' : result.error.code;
  logger.info('request', { name, durationMs, code });
  return result;
}

function parseParams(name: RequestName, params: unknown): unknown {
  const parsed = contract[name].params.safeParse(params);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.').slice(0, 64) ?? '';
  throw new AppError('invalid_params', { field });
}

async function settle<T>(run: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (thrown) {
    return { ok: false, error: asAppError(thrown).view() };
  }
}
