/** One HTTP exchange over Node's own stack: no system proxy and no system certificates (requirement N-04). */
import { type Transport, TransportError } from '../ports.ts';
import { transportErrorOf } from './transport-failure.ts';

/** For tests, and for servers whose certificates only Node is told about. Node's fetch keeps neither cookies nor cache. */
export function createNodeTransport(): Transport {
  return async (url, { method, headers, body, signal }) => {
    const stop = new AbortController();
    try {
      const response = await fetch(url, {
        method,
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([signal, stop.signal]),
      });
      if (!response.headers.has('location') || response.status < 300 || response.status >= 400) {
        return response;
      }
      stop.abort();
      throw new TransportError('redirected');
    } catch (thrown) {
      throw transportErrorOf('node', thrown, signal);
    }
  };
}
