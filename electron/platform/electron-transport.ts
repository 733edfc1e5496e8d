/** One HTTP exchange over Chromium's stack: system proxy and trust store, no cookies, no cache, no redirects (N-04, N-05). */
import type { AuthInfo } from 'electron';
import { type Transport, TransportError, type TransportRequest } from '../ports.ts';
import { type Attempt, type ChromiumStack, requestOverChromium } from './chromium-request.ts';
import { transportErrorOf } from './transport-failure.ts';

export type ProxyCredentials = { readonly username: string; readonly password: string };

/** `session` is `session.fromPartition('oauth', { cache: false })`: in memory, and shared with nothing else. */
export type ElectronTransportOptions = ChromiumStack & {
  /** Asked when a proxy wants a user name; null, and by default, there is none to give. */
  readonly proxyCredentials?: (
    proxy: Pick<AuthInfo, 'host' | 'port' | 'realm'>,
  ) => ProxyCredentials | null;
};

/**
 * Asks for the root of the server alone, without anything of the request: once that has passed, the session remembers.
 * Resolves true when the proxy let it through.
 */
function passProxy(
  options: ElectronTransportOptions,
  url: URL,
  signal: AbortSignal,
): Promise<boolean> {
  const { session, net, proxyCredentials = () => null } = options;
  return new Promise((resolve) => {
    let given = false;
    let refused = false;
    const request = net.request({
      method: 'HEAD',
      url: new URL('/', url).href,
      session,
      credentials: 'omit',
      redirect: 'manual',
    });
    const end = (passed: boolean): void => {
      resolve(passed);
      request.abort();
    };
    request.on('login', (proxy, answer) => {
      const credentials = proxy.isProxy && !given ? proxyCredentials(proxy) : null;
      refused = credentials === null;
      given = credentials !== null;
      if (credentials === null) answer();
      else answer(credentials.username, credentials.password);
    });
    signal.addEventListener('abort', () => end(false), { once: true });
    request.on('redirect', () => end(true));
    request.on('response', ({ statusCode }) => end(statusCode !== 407));
    // Behind an open tunnel it is the server that fails: the exchange itself finds out how.
    request.on('error', () => end(given && !refused));
    request.end();
  });
}

/** A 407 comes from a proxy as an answer over http, and as an error of the tunnel over https. */
async function sendPastProxy(
  options: ElectronTransportOptions,
  url: URL,
  request: TransportRequest,
): Promise<Attempt | 'refused_by_proxy'> {
  try {
    const attempt = await requestOverChromium(options, url, request);
    if (attempt.response.status !== 407) return attempt;
    attempt.drop();
    return 'refused_by_proxy';
  } catch (thrown) {
    const error = transportErrorOf('chromium', thrown, request.signal);
    if (error.kind === 'proxy_authentication') return 'refused_by_proxy';
    throw error;
  }
}

/** Rejects with TransportError and nothing else. */
export function createElectronTransport(options: ElectronTransportOptions): Transport {
  return async (url, request) => {
    if (request.signal.aborted) throw new TransportError('aborted', request.signal.reason);
    const first = await sendPastProxy(options, url, request);
    if (first !== 'refused_by_proxy') return first.response;
    const passed =
      options.proxyCredentials !== undefined && (await passProxy(options, url, request.signal));
    const second = passed ? await sendPastProxy(options, url, request) : 'refused_by_proxy';
    if (second !== 'refused_by_proxy') return second.response;
    throw new TransportError('proxy_authentication');
  };
}
