/** Binds a port of this machine and of nothing else, on the address families its redirect host needs (RFC 8252 7.3, 8.3). */
import type { Server as HttpServer } from 'node:http';
import type { RedirectHost } from '../../shared/account-definition.ts';
import { AppError } from '../app-error.ts';

/** Binds one server to one address; rejects with the system's error. */
export type Listen = (address: string, port: number) => Promise<HttpServer>;

export type LoopbackListener = {
  readonly servers: readonly HttpServer[];
  readonly port: number;
  /** The host part of the redirect URI: the literal that is bound, or `localhost` where both families are ours. */
  readonly host: string;
};

const noSuchAddress: readonly unknown[] = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];
const freePortAttempts = 10;

/**
 * IPv4 first, IPv6 where there is no IPv4; for `localhost` both, because the browser may try either and a stranger on
 * the other one would get the code. Throws AppError `port_in_use`.
 */
export async function bindLoopback(
  listen: Listen,
  { host, port }: { readonly host: RedirectHost; readonly port: number | null },
): Promise<LoopbackListener> {
  const attempts = port === null ? freePortAttempts : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bindOnce(listen, host, port ?? 0);
    } catch (thrown) {
      if (attempt < attempts && codeOf(thrown) === 'EADDRINUSE') continue;
      throw new AppError('port_in_use', { field: 'redirectPort' }, thrown);
    }
  }
}

async function bindOnce(
  listen: Listen,
  host: RedirectHost,
  port: number,
): Promise<LoopbackListener> {
  const v4 = await listenIfThere(listen, '127.0.0.1', port);
  if (v4 !== null && host === '127.0.0.1') {
    return { servers: [v4], port: portOf(v4), host };
  }
  try {
    const v6 = await listenIfThere(listen, '::1', v4 === null ? port : portOf(v4));
    const servers = [v4, v6].filter((it) => it !== null);
    const [first] = servers;
    if (first === undefined) throw new Error('no loopback address');
    return { servers, port: portOf(first), host: host === 'localhost' ? host : '[::1]' };
  } catch (thrown) {
    v4?.close();
    throw thrown;
  }
}

/** Null where this machine has no such address at all. */
async function listenIfThere(
  listen: Listen,
  address: string,
  port: number,
): Promise<HttpServer | null> {
  try {
    return await listen(address, port);
  } catch (thrown) {
    if (noSuchAddress.includes(codeOf(thrown))) return null;
    throw thrown;
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}

function portOf(server: HttpServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not bound to a port');
  return address.port;
}
