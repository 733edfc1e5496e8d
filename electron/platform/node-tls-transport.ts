/** One HTTPS exchange over Node's TLS, trusting the given authorities and no others (requirement N-05). */
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Transport, TransportError, type TransportRequest } from '../ports.ts';
import { transportErrorOf } from './transport-failure.ts';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
const withoutBody = new Set([204, 205, 304]);

type Target = { readonly url: URL; readonly authorities: readonly string[] };

/** A connection of its own for each exchange: an authority that was removed holds from the next one on. */
function open({ url, authorities }: Target, request: TransportRequest): ClientRequest {
  return requestHttps(url, {
    method: request.method,
    headers: { 'accept-encoding': 'identity', ...request.headers, connection: 'close' },
    signal: request.signal,
    agent: false,
    ca: [...authorities],
    // An issuing authority may be trusted without the root above it.
    allowPartialTrustChain: true,
    // The default, said aloud: then no variable of the environment can turn it off.
    rejectUnauthorized: true,
  });
}

function readBody(message: IncomingMessage): Readable {
  // Not asked for, but a gateway on the way may compress all the same.
  const decoder = decoders[message.headers['content-encoding'] ?? ''];
  // What goes wrong on the way shows to whoever reads.
  return decoder === undefined ? message : pipeline(message, decoder(), () => undefined);
}

function toResponse(message: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = message;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  }
  if (!withoutBody.has(status)) {
    const body = Readable.toWeb(readBody(message)) as ReadableStream<Uint8Array>;
    return new Response(body, { status, headers });
  }
  message.resume();
  return new Response(null, { status, headers });
}

function exchange(target: Target, request: TransportRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = open(target, request);
    // Stays for as long as the exchange lives: an error without a listener would end the process.
    sent.on('error', reject);
    // What is no answer, such as a change of protocol, ends without a word; after one it changes nothing.
    sent.once('close', () => reject(new TransportError('unreachable')));
    sent.once('response', (message) => {
      const { statusCode = 0, headers } = message;
      try {
        if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
          throw new TransportError('redirected');
        }
        resolve(toResponse(message));
      } catch (thrown) {
        reject(thrown);
        sent.destroy();
      }
    });
    sent.end(request.body ?? undefined);
  });
}

/** For https alone; no proxy, no cookies, no cache, no redirects. `authorities` are PEM. Rejects with TransportError. */
export function createNodeTlsTransport(authorities: () => readonly string[]): Transport {
  return async (url, request) => {
    try {
      return await exchange({ url, authorities: authorities() }, request);
    } catch (thrown) {
      throw transportErrorOf('node', thrown, request.signal);
    }
  };
}
