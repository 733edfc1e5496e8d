/** Reads a body within bounds and leaves no connection behind: to its end, or to where it is aborted (N-06, N-07). */
import { AppError } from '../app-error.ts';
import type { Clock } from '../ports.ts';
import type { Answer } from './oauth-errors.ts';

/** Bytes after decompression. */
const maxBodyBytes = 256 * 1024;
/** Of an error's body only the beginning is read; its status says the rest. */
const maxErrorBodyBytes = 16 * 1024;
const maxGlanceBytes = 4 * 1024;
/** A body that nobody needs is waited for no longer than anybody would notice. */
const glanceMs = 1000;

type Body = Required<Pick<Answer, 'text' | 'isCut'>>;

/** Throws AppError `response_too_large` for a success that is over the limit, and whatever the network throws. */
export async function readBody(response: Response, controller: AbortController): Promise<Body> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { text: '', isCut: false };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: decode(chunks, maxBodyBytes), isCut: false };
    bytes += value.byteLength;
    if (response.ok && bytes > maxBodyBytes) throw stop(controller, 'response_too_large');
    chunks.push(value);
    if (response.ok || bytes < maxErrorBodyBytes) continue;
    // Cancelling alone would keep the connection; six such leaks block the host.
    controller.abort();
    return { text: decode(chunks, maxErrorBodyBytes), isCut: true };
  }
}

/** What comes of a body within a second, a few kilobytes at most; whatever goes wrong with it only ends the looking. */
export async function glanceAtBody(
  clock: Pick<Clock, 'after'>,
  response: Response,
  controller: AbortController,
): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let stopWaiting = (): void => undefined;
  const over = new Promise<'over'>((resolve) => {
    stopWaiting = clock.after(glanceMs, () => resolve('over'));
  });
  const isWhole = readSome(response, chunks).catch(() => false);
  const isCut = (await Promise.race([isWhole, over])) !== true;
  stopWaiting();
  // Does nothing to an answer that has come to its end, whose connection can be used again.
  controller.abort();
  return { text: decode(chunks, maxGlanceBytes), isCut };
}

/** Resolves true at the end of the body, false where there is enough of it. */
async function readSome(response: Response, chunks: Uint8Array[]): Promise<boolean> {
  const reader = response.body?.getReader();
  if (reader === undefined) return true;
  for (let bytes = 0; bytes < maxGlanceBytes; ) {
    const { done, value } = await reader.read();
    if (done) return true;
    bytes += value.byteLength;
    chunks.push(value);
  }
  return false;
}

function decode(chunks: readonly Uint8Array[], most: number): string {
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most));
}

/** The error to throw for an exchange that is broken off here. */
export function stop(
  controller: AbortController,
  code: 'redirect_refused' | 'response_too_large',
): AppError {
  const error = new AppError(code);
  controller.abort(error);
  return error;
}
