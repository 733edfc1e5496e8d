/** A small authorization server that rotates refresh tokens and knows what became of each (RFC 9700 section 4.14.2). */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `strict` ends the family when a consumed token comes back; the two others give the same set, or another, for it. */
export type ServerKind = 'strict' | 'grace_same' | 'grace_next';

/** What a token request is answered with instead of tokens; the token is not looked at then. */
export type OddAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Issued = {
  readonly refreshToken: string;
  readonly accessToken: string;
  /** The token that was presented for it; null for the first of a family. */
  readonly parent: Issued | null;
  consumed: boolean;
};

export type Presentation = {
  readonly exchange: string;
  readonly token: Issued;
  /** `rotated`: the token is consumed; `kept`: the server did not rotate. */
  readonly outcome: 'rotated' | 'repeated' | 'kept' | 'refused';
  /** What the answer carries; null where it is a refusal. */
  readonly given: Issued | null;
  readonly body: string;
};

export type Family = {
  readonly accountId: string;
  current: Issued;
  rotates: boolean;
  /** Why it is over, if it is. */
  ended: 'reuse' | 'server' | 'revoked' | null;
  /** It was asked to revoke a token of it, and said yes. */
  revoked: boolean;
  expiresInSeconds: number;
  /** The answer is spoilt behind its refresh token, so that only that may be kept of it. */
  spoilsRest: boolean;
  readonly presentations: Presentation[];
};

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

type State = {
  kind: ServerKind;
  families: Family[];
  readonly byToken: Map<string, { readonly family: Family; readonly token: Issued }>;
  odd: OddAnswer[];
  made: number;
};

function issue(state: State, family: Family | null, accountId: string): Issued {
  state.made += 1;
  // Unlike anything else that is ever written, so that a leak is found by its beginning.
  return {
    refreshToken: `tkwrefreshtoken-${accountId}-${state.made}`,
    accessToken: `tkwaccesstoken-${accountId}-${state.made}`,
    parent: family?.current ?? null,
    consumed: false,
  };
}

function register(state: State, family: Family, token: Issued): Issued {
  state.byToken.set(token.refreshToken, { family, token });
  return token;
}

/** The tokens for a presented one, or null for a refusal. */
function redeem(
  state: State,
  family: Family,
  token: Issued,
): Pick<Presentation, 'outcome' | 'given'> {
  if (family.ended !== null) return { outcome: 'refused', given: null };
  if (token === family.current) {
    if (!family.rotates) return { outcome: 'kept', given: token };
    token.consumed = true;
    family.current = register(state, family, issue(state, family, family.accountId));
    return { outcome: 'rotated', given: family.current };
  }
  const inGrace = state.kind !== 'strict' && family.current.parent === token;
  if (!inGrace) {
    family.ended = 'reuse';
    return { outcome: 'refused', given: null };
  }
  if (state.kind === 'grace_next') {
    const next = { ...issue(state, family, family.accountId), parent: token };
    family.current = register(state, family, next);
  }
  return { outcome: 'repeated', given: family.current };
}

function bodyOf(
  { expiresInSeconds, spoilsRest }: Family,
  given: Issued,
  presented: string,
): string {
  return JSON.stringify({
    token_type: spoilsRest ? 'mac' : 'Bearer',
    access_token: given.accessToken,
    ...(given.refreshToken === presented ? {} : { refresh_token: given.refreshToken }),
    expires_in: expiresInSeconds,
  });
}

function answerToken(state: State, form: URLSearchParams, exchange: string): OddAnswer {
  const odd = state.odd.shift();
  if (odd !== undefined) return odd;
  const presented = form.get('refresh_token') ?? '';
  const known = state.byToken.get(presented);
  // Some servers repeat what they refuse: none of it may turn up anywhere.
  const refusal = JSON.stringify({
    error: 'invalid_grant',
    error_description: `unknown token ${presented}`,
  });
  if (known === undefined) return { status: 400, body: refusal };
  const { family, token } = known;
  const redeemed = redeem(state, family, token);
  const body = redeemed.given === null ? refusal : bodyOf(family, redeemed.given, presented);
  family.presentations.push({ exchange, token, body, ...redeemed });
  return { status: redeemed.given === null ? 400 : 200, body };
}

function answerRevocation(state: State, form: URLSearchParams): OddAnswer {
  const family = state.byToken.get(form.get('token') ?? '')?.family;
  if (family !== undefined) {
    family.ended ??= 'revoked';
    family.revoked = true;
  }
  return { status: 200, body: '' };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

async function answer(
  state: State,
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

function openFamily(state: State, accountId: string): Family {
  const first = issue(state, null, accountId);
  const family: Family = {
    accountId,
    current: first,
    rotates: true,
    ended: null,
    revoked: false,
    expiresInSeconds: 3600,
    spoilsRest: false,
    presentations: [],
  };
  register(state, family, first);
  state.families.push(family);
  return family;
}

/** Listens on 127.0.0.1. */
export async function startRotatingServer(): Promise<RotatingServer> {
  const state: State = { kind: 'strict', families: [], byToken: new Map(), odd: [], made: 0 };
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
