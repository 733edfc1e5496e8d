/** A TCP proxy that does to single exchanges what networks do: late, reset, cut, dripping, silent, closed too early. */
import net from 'node:net';
import type { Clock } from '../../../electron/ports.ts';

export type NetworkFault =
  | { readonly kind: 'latency'; readonly ms: number }
  /** Before the server saw the request. */
  | { readonly kind: 'reset_before' | 'silent_before' }
  /** After the server acted on it. */
  | { readonly kind: 'reset_after' | 'silent_after' | 'close_after' }
  /** Only so many thousandths of the answer; `unmarked`: without its length, so that the cut does not show. */
  | { readonly kind: 'cut'; readonly share: number; readonly unmarked: boolean }
  | { readonly kind: 'drip'; readonly pieces: number; readonly pauseMs: number };

export type FaultProxy = {
  readonly port: number;
  /** What happens to the next token requests, one each. */
  readonly plan: (faults: readonly NetworkFault[]) => void;
  readonly planned: () => number;
  /** True when nothing more happens to the exchange before a timer does. */
  readonly isHeld: (exchange: string) => boolean;
  /** Forgets plans and listeners. */
  readonly reset: (world: ProxyWorld) => void;
  readonly close: () => Promise<void>;
};

export type ProxyWorld = {
  readonly clock: Clock;
  /** A token request reached its fault. */
  readonly onFault: (fault: NetworkFault) => void;
  /** The server has answered the proxy, and nothing of that has gone on to the client. */
  readonly onCommitted: (exchange: string) => void;
};

type State = {
  world: ProxyWorld | null;
  faults: NetworkFault[];
  readonly held: Set<string>;
  readonly serverPort: number;
  readonly sockets: Set<net.Socket>;
};

type Exchange = {
  readonly id: string;
  readonly client: net.Socket;
  readonly fault: NetworkFault | undefined;
};

/** The whole request, once it is there. */
function requestIn(bytes: Buffer): { readonly head: string } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return bytes.length >= end + 4 + length ? { head } : null;
}

function ask(state: State, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const upstream = net.connect(state.serverPort, '127.0.0.1');
    state.sockets.add(upstream);
    const chunks: Buffer[] = [];
    upstream.on('data', (chunk: Buffer) => chunks.push(chunk));
    upstream.on('end', () => resolve(Buffer.concat(chunks)));
    upstream.on('error', reject);
    upstream.on('close', () => state.sockets.delete(upstream));
    upstream.write(request);
  });
}

function cutTo(answer: Buffer, share: number, unmarked: boolean): Buffer {
  const body = answer.indexOf('\r\n\r\n') + 4;
  if (!unmarked) return answer.subarray(0, Math.floor((answer.length * share) / 1000));
  const head = answer.subarray(0, body).toString('latin1');
  const bare = Buffer.from(head.replace(/content-length: \d+\r\n/i, ''), 'latin1');
  const kept = Math.min(
    answer.length - body - 1,
    Math.floor(((answer.length - body) * share) / 1000),
  );
  return Buffer.concat([bare, answer.subarray(body, body + kept)]);
}

function drip(state: State, { id, client, fault }: Exchange, answer: Buffer, clock: Clock): void {
  if (fault?.kind !== 'drip') return;
  const size = Math.ceil(answer.length / fault.pieces);
  let at = 0;
  const next = (): void => {
    if (client.destroyed) return;
    const piece = answer.subarray(at, at + size);
    at += size;
    if (at >= answer.length) {
      state.held.delete(id);
      client.end(piece);
      return;
    }
    client.write(piece);
    clock.after(fault.pauseMs, next);
  };
  state.held.add(id);
  next();
}

function deliver(state: State, exchange: Exchange, answer: Buffer): void {
  const { id, client, fault } = exchange;
  const clock = state.world?.clock;
  if (client.destroyed || clock === undefined) return;
  switch (fault?.kind) {
    case undefined:
    case 'reset_before':
    case 'silent_before':
      client.end(answer);
      return;
    case 'latency':
      state.held.add(id);
      clock.after(fault.ms, () => {
        state.held.delete(id);
        client.end(answer);
      });
      return;
    case 'reset_after':
      client.resetAndDestroy();
      return;
    case 'close_after':
      client.end();
      return;
    case 'silent_after':
      state.held.add(id);
      return;
    case 'cut':
      client.end(cutTo(answer, fault.share, fault.unmarked));
      return;
    case 'drip':
      drip(state, exchange, answer, clock);
  }
}

async function pass(state: State, client: net.Socket, request: Buffer, head: string) {
  const isToken = head.startsWith('POST /token');
  const id = /^x-exchange: (\S+)/im.exec(head)?.[1] ?? '';
  const fault = isToken ? state.faults.shift() : undefined;
  client.on('close', () => state.held.delete(id));
  if (fault !== undefined) state.world?.onFault(fault);
  if (fault?.kind === 'reset_before') {
    client.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'silent_before') {
    state.held.add(id);
    return;
  }
  const answer = await ask(state, request);
  if (isToken) state.world?.onCommitted(id);
  deliver(state, { id, client, fault }, answer);
}

function serve(state: State, client: net.Socket): void {
  let received = Buffer.alloc(0);
  let passed = false;
  state.sockets.add(client);
  client.on('close', () => state.sockets.delete(client));
  client.on('error', () => undefined);
  client.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const request = passed ? null : requestIn(received);
    if (request === null) return;
    passed = true;
    pass(state, client, received, request.head).catch(() => client.destroy());
  });
}

/** Listens on 127.0.0.1 in front of the server's port. */
export async function startFaultProxy(serverPort: number): Promise<FaultProxy> {
  const sockets = new Set<net.Socket>();
  const state: State = { world: null, faults: [], held: new Set(), serverPort, sockets };
  const listener = net.createServer((client) => serve(state, client));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as net.AddressInfo).port,
    plan: (faults) => {
      state.faults = [...faults];
    },
    planned: () => state.faults.length,
    isHeld: (exchange) => state.held.has(exchange),
    reset: (world) => {
      state.world = world;
      state.faults = [];
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
