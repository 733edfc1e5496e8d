/** Waits on a loopback port for the one authorization response of an attempt (RFC 8252 section 7.3, B-01 to B-08). */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RedirectHost } from '../../shared/account-definition.ts';
import { callbackPath } from '../../shared/redirect-uri.ts';
import { bindLoopback, type Listen, type LoopbackListener } from './loopback-listener.ts';
import { donePage, pageHeaders, strayPage } from './loopback-page.ts';
import type { OAuthDeps } from './oauth-deps.ts';

export type LoopbackRedirect = {
  readonly port: number;
  readonly redirectUri: string;
  /**
   * Resolves when the port is free, within a second. At once, unless a response was accepted and the browser is still
   * on its way to the page that says so.
   */
  readonly close: () => Promise<void>;
};

export type LoopbackRedirectOptions = {
  readonly host: RedirectHost;
  /** Null takes any free port. */
  readonly port: number | null;
  /** Decides about an address that came in; after the first `accepted` it is never asked again. */
  readonly onResponse: (url: URL) => 'accepted' | 'foreign';
  /** Called once, when more than twenty addresses of no attempt of ours have come in. */
  readonly onFlooded?: () => void;
};

const donePath = '/done';
const mostForeign = 20;
const lingerMs = 500;
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
};
const mostSockets = 32;

/** Binds before anything is opened in a browser. Throws AppError `port_in_use`. */
export async function openLoopbackRedirect(
  deps: Pick<OAuthDeps, 'clock' | 'logger'>,
  options: LoopbackRedirectOptions,
): Promise<LoopbackRedirect> {
  const visit: Visit = { accepted: false, foreign: 0, origin: '', seen: () => undefined };
  const listener = await bindLoopback(createListen(options, visit), options);
  visit.origin = `http://${listener.host}:${listener.port}`;
  const pageSeen = new Promise<void>((resolve) => {
    visit.seen = resolve;
  });
  let closing: Promise<void> | null = null;
  return {
    port: listener.port,
    redirectUri: `${visit.origin}${callbackPath}`,
    close: () => {
      closing ??= (visit.accepted ? lingerUntil(deps, pageSeen) : Promise.resolve()).then(() =>
        closeServers(listener),
      );
      return closing;
    },
  };
}

/** What has come in so far. */
type Visit = { accepted: boolean; foreign: number; origin: string; seen: () => void };

function createListen(options: LoopbackRedirectOptions, visit: Visit): Listen {
  return (address, port) =>
    new Promise((resolve, reject) => {
      const server = createServer(limits, (request, response) =>
        answer(request, response, { options, visit }),
      );
      server.maxConnections = mostSockets;
      server.on('clientError', (_error, socket) => refuse(socket as Socket));
      server.once('error', reject);
      server.listen({ host: address, port, exclusive: true, ipv6Only: true }, () => {
        server.off('error', reject);
        // A later failure of the socket ends nothing: the sign-in has its time limit.
        server.on('error', () => undefined);
        resolve(server);
      });
    });
}

function refuse(socket: Socket): void {
  if (socket.writable) socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  socket.destroy();
}

type Context = { readonly options: LoopbackRedirectOptions; readonly visit: Visit };
type Reply = {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function answer(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const { status, body = '', headers = {} } = decide(request, context);
  if (body === donePage) response.once('close', () => context.visit.seen());
  const type = body === '' ? {} : { 'content-type': 'text/html; charset=utf-8' };
  response.writeHead(status, { ...pageHeaders, ...type, ...headers });
  response.end(body);
}

function decide(request: IncomingMessage, context: Context): Reply {
  const target = request.url ?? '';
  const path = target.split('?', 1)[0];
  if (`http://${request.headers.host}` !== context.visit.origin) {
    return { status: 400, body: strayPage };
  }
  if (path !== callbackPath && path !== donePath) return { status: 404, body: strayPage };
  if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET' } };
  if (isPrefetch(request)) return { status: 204 };
  if (path === donePath) return { status: 200, body: donePage };
  return receive(new URL(target, context.visit.origin), context);
}

function receive(url: URL, { options, visit }: Context): Reply {
  visit.accepted ||= options.onResponse(url) === 'accepted';
  // The redirect takes the code out of the browser's history; a reload only shows the page again.
  if (visit.accepted) return { status: 303, headers: { location: donePath } };
  visit.foreign += 1;
  if (visit.foreign === mostForeign + 1) options.onFlooded?.();
  return { status: 400, body: strayPage };
}

/** A browser that only looks ahead must not use the code up. */
function isPrefetch({ headers }: IncomingMessage): boolean {
  const purposes = [
    headers['sec-purpose'],
    headers.purpose,
    headers['x-moz'],
    headers['x-purpose'],
  ];
  return purposes.some((it) => /prefetch|prerender|preview|preconnect/i.test(String(it ?? '')));
}

async function lingerUntil(
  { clock }: Pick<OAuthDeps, 'clock'>,
  pageSeen: Promise<void>,
): Promise<void> {
  let cancel = (): void => undefined;
  const limit = new Promise<void>((resolve) => {
    cancel = clock.after(lingerMs, resolve);
  });
  await Promise.race([pageSeen, limit]);
  cancel();
}

async function closeServers({ servers }: LoopbackListener): Promise<void> {
  const closed = servers.map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  await Promise.all(closed);
}
