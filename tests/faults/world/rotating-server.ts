/** A small authorization server whose token endpoint rotates, over HTTP, and that may be told to answer oddly. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answerRevocation,
  answerToken,
  type Family,
  type OddAnswer,
  openFamily,
  type ServerKind,
  type ServerState,
} from './token-families.ts';

export type RotatingServer = {
  readonly port: number;
  /** From now on; forgets every family. */
  readonly reset: (kind: ServerKind) => void;
  readonly open: (accountId: string) => Family;
  readonly families: () => readonly Family[];
  readonly familyOf: (refreshToken: string) => Family | undefined;
  /** The next token requests are answered like this, whatever they present. */
  readonly answerOddly: (answers: readonly OddAnswer[]) => void;
  /** Odd answers that are not used up. */
  readonly oddAnswersLeft: () => number;
  readonly close: () => Promise<void>;
};

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

async function answer(
  state: ServerState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readForm(request);
  const exchange = String(request.headers['x-exchange'] ?? '');
  const { status, headers, body } =
    request.method !== 'POST'
      ? { status: 405, headers: {}, body: '' }
      : request.url === '/revoke'
        ? { headers: {}, ...answerRevocation(state, form) }
        : { headers: {}, ...answerToken(state, form, exchange) };
  response.writeHead(status, {
    'content-type': body.startsWith('<') ? 'text/html' : 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...headers,
  });
  response.end(body);
}

/** Listens on 127.0.0.1. */
export async function startRotatingServer(): Promise<RotatingServer> {
  const state: ServerState = { kind: 'strict', families: [], byToken: new Map(), odd: [], made: 0 };
  const server = createServer((request, response) => {
    answer(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    reset: (kind) => {
      state.kind = kind;
      state.families = [];
      state.byToken.clear();
      state.odd = [];
    },
    open: (accountId) => openFamily(state, accountId),
    families: () => state.families,
    familyOf: (refreshToken) => state.byToken.get(refreshToken)?.family,
    answerOddly: (answers) => {
      state.odd = [...answers];
    },
    oddAnswersLeft: () => state.odd.length,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
