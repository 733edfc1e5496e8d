/** One request over Chromium's stack that is given up on where no connection comes to stand (requirements N-06, R-02). */
import { Readable } from 'node:stream';
import type { IncomingMessage, Net, Session } from 'electron';
import { type Clock, TransportError, type TransportRequest } from '../ports.ts';
import { transportErrorOf } from './transport-failure.ts';

export type ChromiumStack = {
  readonly session: Session;
  readonly net: Pick<Net, 'request'>;
  readonly clock: Pick<Clock, 'after'>;
};

/** An answer that nobody reads keeps its connection until it is dropped: cancelling the body does not close it. */
export type Attempt = { readonly response: Response; readonly drop: () => void };

/** Name, route, tunnel and TLS together. */
export const connectDeadlineMs = 10_000;

const bodilessStatuses = [204, 205, 304];

/** A letter for each byte, which is all that `Headers` takes and what `fetch` gives: Electron reads them as UTF-8. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Throws where the answer is none that `Response` can be, such as one with the status 999. */
function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    headers.set(name, asBytes(Array.isArray(value) ? value.join(', ') : value));
  }
  const status = answer.statusCode;
  const body = bodilessStatuses.includes(status)
    ? null
    : Readable.toWeb(answer as unknown as Readable);
  return new Response(body as BodyInit | null, { status, headers });
}

/**
 * `fetch` does not show when a connection stands, and neither does `webRequest`: its `onSendHeaders` comes before it.
 * The progress of the body does, because nothing of it is read before. Rejects with TransportError.
 */
export function requestOverChromium(
  { session, net, clock }: ChromiumStack,
  url: URL,
  { method, headers, body, signal }: TransportRequest,
): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const request = net.request({
      method,
      url: url.href,
      session,
      credentials: 'omit',
      redirect: 'error',
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    const drop = (): void => request.abort();
    const fail = (thrown: unknown): void => {
      stopWaiting();
      reject(transportErrorOf('chromium', thrown, signal));
    };
    const stopWaiting = clock.after(connectDeadlineMs, () => {
      if (body === null || request.getUploadProgress().started) return;
      fail(new TransportError('unreachable', undefined, true));
      drop();
    });
    signal.addEventListener(
      'abort',
      () => {
        fail(signal.reason);
        drop();
      },
      { once: true },
    );
    request.on('error', fail);
    request.on('response', (answer) => {
      stopWaiting();
      try {
        resolve({ response: responseOf(answer), drop });
      } catch (thrown) {
        // Nobody is above an event: what is thrown here would end the app.
        fail(thrown);
        drop();
      }
    });
    request.end(body ?? undefined);
  });
}
