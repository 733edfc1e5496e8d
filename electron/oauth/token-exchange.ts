/** The fetch of one token request: what it received is kept before anybody validates it. */
import type { CustomFetch } from 'openid-client';
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { Secret } from '../secret.ts';
import { fetchBounded, tokenDeadlineMs } from './bounded-fetch.ts';
import type { ClockDifference } from './clock-difference.ts';
import { keyIdOf, readKeys } from './jwks-cache.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { type Answer, type Asked, errorOfAnswer, parseObject } from './oauth-errors.ts';
import {
  looseToken,
  readTokenResponse,
  type TokenResponse,
  toLibraryBody,
} from './token-response.ts';

export type Received = {
  readonly accessToken: Secret | null;
  readonly refreshToken: Secret | null;
};

export type TokenExchange = {
  readonly fetch: CustomFetch;
  /** Tokens as they came, unverified: to be kept safe or revoked, never used. */
  readonly received: () => Received;
  /** The response and when it came, epoch ms; null until it passed the checks of its fields. */
  readonly arrived: () => { readonly response: TokenResponse; readonly at: number } | null;
  /** Learnt from that very answer; null: unknown. */
  readonly clockDifference: () => ClockDifference | null;
};

type TokenExchangeArgs = {
  readonly server: Server;
  readonly asked: Asked;
  /** Awaited with what came in a 2xx answer before anything of it is looked at. */
  readonly onReceived?: (received: Received) => Promise<void>;
};

export function createTokenExchange(
  deps: OAuthDeps,
  { server, asked, onReceived }: TokenExchangeArgs,
): TokenExchange {
  let received: Received = { accessToken: null, refreshToken: null };
  let arrived: { readonly response: TokenResponse; readonly at: number } | null = null;
  let clockDifference: ClockDifference | null = null;

  const requestTokens: CustomFetch = async (address, options) => {
    const answer = await fetchBounded(deps, {
      url: new URL(address),
      method: 'POST',
      headers: options.headers,
      body: String(options.body),
      deadlineMs: tokenDeadlineMs,
    });
    clockDifference = answer.clockDifference ?? null;
    const at = Math.round(deps.clock.now().wall);
    const body = parseObject(answer.text);
    if (isSuccess(answer)) {
      received = {
        accessToken: secretOf(body, 'access_token'),
        refreshToken: secretOf(body, 'refresh_token'),
      };
      await onReceived?.(received);
    }
    const granted = requireSuccess(answer, body, { asked, at });
    const response = readTokenResponse(
      asked === 'client_credentials' ? accessTokenAlone(granted) : granted,
    );
    arrived = { response, at };
    return jsonResponse(toLibraryBody(response, server.issuer !== null));
  };

  const fetch: CustomFetch = async (address, options) => {
    if (options.method === 'POST') return requestTokens(address, options);
    const keyId = keyIdOf(arrived?.response.idToken ?? '');
    return jsonResponse(await readKeys(deps, { url: new URL(address), keyId }));
  };

  return {
    fetch,
    received: () => received,
    arrived: () => arrived,
    clockDifference: () => clockDifference,
  };
}

type Body = Readonly<Record<string, unknown>> | undefined;

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

function requireSuccess(
  answer: Answer,
  body: Body,
  { asked, at }: { readonly asked: Asked; readonly at: number },
): NonNullable<Body> {
  if (!isSuccess(answer)) throw errorOfAnswer(answer, asked, at);
  if (body === undefined) throw unreadable(answer);
  // Some servers report errors with 200 (RFC 6749 section 5.2 asks for 400).
  const isError = looseToken(body, 'error') !== null && looseToken(body, 'access_token') === null;
  if (isError) throw errorOfAnswer(answer, asked, at);
  return body;
}

/** Neither a refresh token (RFC 6749 section 4.4.3) nor an ID token, which would name nobody, has a place beside it. */
function accessTokenAlone(body: NonNullable<Body>): NonNullable<Body> {
  const { refresh_token: _refresh, id_token: _id, ...rest } = body;
  return rest;
}

/** JSON that breaks off is the server's own answer, lost on the way; a page comes from something in its place (N-02). */
function unreadable({ status: httpStatus, text }: Answer): AppError {
  const brokenOff = text.trimStart().startsWith('{');
  const reason = brokenOff ? { reason: 'broken_off' } : {};
  return new AppError('response_unreadable', { httpStatus, ...reason });
}

function secretOf(body: Body, name: string): Secret | null {
  const token = looseToken(body, name);
  return token === null ? null : Secret.of(token);
}

const jsonResponse = (text: string): Response =>
  new Response(text, { status: 200, headers: { 'content-type': 'application/json' } });
