/** The one error main throws: a code, whitelisted details, and a cause that never leaves main and is never logged. */
import type { ErrorCode, ErrorDetails, ErrorView } from '../shared/errors.ts';

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** What may cross the boundary. */
  view(): ErrorView {
    return { code: this.code, details: this.details };
  }
}

/** Any thrown value as an `AppError`; what is unknown becomes `internal`. */
export function asAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', {}, thrown);
}
