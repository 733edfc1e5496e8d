import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Server } from '../../../electron/account-record.ts';
import { revokeToken } from '../../../electron/oauth/revocation.ts';
import { Secret } from '../../../electron/secret.ts';
import type { TokenKind } from '../../../shared/account-view.ts';
import type { AnswerBody } from '../../../shared/verdict.ts';
import { startAuthorizationServer } from '../../fixtures/authorization-server.mjs';
import {
  type Behaviour,
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import { serverAt } from '../../fixtures/scripted-issuer.ts';
import { signIn } from '../../fixtures/sign-in.ts';

let server: MisbehavingServer;
let deps: ReturnType<typeof makeOAuthDeps>;
beforeAll(async () => {
  server = await startMisbehavingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  deps = makeOAuthDeps();
  server.received.length = 0;
});

function revoke(
  behaviour: Behaviour | (() => Behaviour),
  {
    kind = 'refresh_token' as TokenKind,
    changes = {} as Partial<Server>,
    secret = null as Secret | null,
  } = {},
) {
  server.on('/revoke', behaviour);
  const token = Secret.of('token-1');
  const frozen = serverAt(server.origin, changes);
  return revokeToken(deps, {
    server: frozen,
    clientId: 'client-1',
    clientSecret: secret,
    accessToken: null,
    token,
    kind,
  });
}

describe('revokeToken', () => {
  it('O-37 ends a refresh token at a real server, and the access token with it', async () => {
    const real = await startAuthorizationServer();
    const { server: found, issued } = await signIn(deps, real.issuer);
    const { accessToken, refreshToken } = issued.tokenSet;
    const args = { server: found, clientId: 'public', clientSecret: null, accessToken };
    const token = refreshToken ?? Secret.of('none');
    expect(await revokeToken(deps, { ...args, token, kind: 'refresh_token' })).toEqual({
      outcome: 'revoked',
      httpStatus: 200,
      oauthError: null,
      answerBody: 'empty',
      missing: null,
      retryAfterMs: null,
    });
    expect(await real.isActive(token.reveal())).toBe(false);
    expect(await real.isActive(accessToken.reveal())).toBe(false);
    // An unknown token is no error (RFC 7009 section 2.2).
    const again = await revokeToken(deps, { ...args, token: accessToken, kind: 'access_token' });
    expect(again.outcome).toBe('revoked');
    expect(
      real.log.filter((it) => it.endpoint === 'revocation').map((it) => it.tokenTypeHint),
    ).toEqual(['refresh_token', 'access_token']);
    await real.close();
  });

  it('O-37 posts the token with its kind, to the frozen endpoint', async () => {
    await revoke({ status: 200 }, { kind: 'access_token' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: 'POST', path: '/revoke' });
    expect(Object.fromEntries(server.received[0]?.form ?? [])).toEqual({
      client_id: 'client-1',
      token: 'token-1',
      token_type_hint: 'access_token',
    });
  });

  const successes: [string, Behaviour, AnswerBody][] = [
    ['200', { status: 200 }, 'empty'],
    ['201', { status: 201, json: {} }, 'json'],
    ['202', { status: 202 }, 'empty'],
    ['204', { status: 204 }, 'empty'],
    ['200 with a page', { body: '<html>' }, 'page'],
    ['200 with an error in its body', { json: { error: 'invalid_request' } }, 'json'],
    ['200 with an endless body', { endless: true }, 'other'],
    ['200 with a body cut short', { body: '<html>'.repeat(9), cutAfter: 12 }, 'page'],
  ];
  it.each(successes)(
    'O-37 takes %s for revoked, and notes the body',
    async (_name, behaviour, answerBody) => {
      const answer = { outcome: 'revoked', oauthError: null, answerBody, missing: null };
      expect(await revoke(behaviour)).toMatchObject(answer);
    },
  );

  it('O-37 waits a second, and no longer, for the body of a 200 that never comes', async () => {
    const pending = revoke({ body: 'x'.repeat(100), dripMs: 100_000 });
    await expect.poll(() => deps.clock.untilNext()).toBe(1000);
    deps.clock.advance(1000);
    expect(await pending).toMatchObject({ outcome: 'revoked', httpStatus: 200, answerBody: null });
    await expect.poll(() => server.heldRequests()).toBe(0);
  });

  const others: [string, Behaviour, object][] = [
    [
      'invalid_client',
      { status: 401, json: { error: 'invalid_client' } },
      {
        outcome: 'refused',
        httpStatus: 401,
        oauthError: 'invalid_client',
        answerBody: 'json',
        missing: null,
        retryAfterMs: null,
      },
    ],
    [
      'invalid_token',
      { status: 400, json: { error: 'invalid_token' } },
      {
        outcome: 'refused',
        httpStatus: 400,
        oauthError: 'invalid_token',
        answerBody: 'json',
        missing: null,
        retryAfterMs: null,
      },
    ],
    [
      'a refusal without a reason',
      { status: 403 },
      {
        outcome: 'refused',
        httpStatus: 403,
        oauthError: null,
        answerBody: 'empty',
        missing: null,
        retryAfterMs: null,
      },
    ],
    [
      'a refusal with a challenge',
      { status: 401, headers: { 'www-authenticate': 'Basic' } },
      {
        outcome: 'refused',
        httpStatus: 401,
        oauthError: null,
        answerBody: 'empty',
        missing: null,
        retryAfterMs: null,
      },
    ],
    [
      '503',
      { status: 503, headers: { 'retry-after': '5' } },
      {
        outcome: 'unanswered',
        httpStatus: 503,
        oauthError: null,
        answerBody: 'empty',
        missing: null,
        retryAfterMs: 5000,
      },
    ],
    [
      '429',
      { status: 429 },
      {
        outcome: 'unanswered',
        httpStatus: 429,
        oauthError: null,
        answerBody: 'empty',
        missing: null,
        retryAfterMs: null,
      },
    ],
    [
      'a redirect',
      { redirectTo: 'https://evil.example/' },
      {
        outcome: 'unanswered',
        httpStatus: null,
        oauthError: null,
        answerBody: null,
        missing: 'redirected',
        retryAfterMs: null,
      },
    ],
    [
      'a reset connection',
      { reset: true },
      {
        outcome: 'unanswered',
        httpStatus: null,
        oauthError: null,
        answerBody: null,
        missing: 'connection_lost',
        retryAfterMs: null,
      },
    ],
  ];
  it.each(others)(
    'O-38 says what became of it, and throws nothing: %s',
    async (_name, behaviour, answer) => {
      expect(await revoke(behaviour)).toEqual(answer);
    },
  );

  it('N-06 calls a server that says nothing for thirty seconds unanswered', async () => {
    const pending = revoke({ never: true });
    while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    deps.clock.advance(30_000);
    expect(await pending).toMatchObject({
      outcome: 'unanswered',
      httpStatus: null,
      missing: 'timed_out',
    });
  });

  it('O-39 asks once more without the hint where the server does not know the kind', async () => {
    let asked = 0;
    const second = () => {
      asked += 1;
      return asked === 1
        ? { status: 400, json: { error: 'unsupported_token_type' } }
        : { status: 200 };
    };
    expect((await revoke(second)).outcome).toBe('revoked');
    expect(server.received.map((it) => it.form.has('token_type_hint'))).toEqual([true, false]);
  });

  it('O-39 asks no third time', async () => {
    const answer = await revoke({ status: 400, json: { error: 'unsupported_token_type' } });
    expect(answer).toEqual({
      outcome: 'unsupported',
      httpStatus: 400,
      oauthError: 'unsupported_token_type',
      answerBody: 'json',
      missing: null,
      retryAfterMs: null,
    });
    expect(server.received).toHaveLength(2);
  });

  it('authenticates as the revocation endpoint asks, and else as the token endpoint does', async () => {
    const secret = Secret.of('secret');
    await revoke(
      { status: 200 },
      { secret, changes: { revocationEndpointAuthMethods: ['client_secret_basic'] } },
    );
    await revoke(
      { status: 200 },
      { secret, changes: { tokenEndpointAuthMethods: ['client_secret_basic'] } },
    );
    await revoke({ status: 200 }, { secret });
    expect(
      server.received.map(
        (it) => it.headers.authorization?.slice(0, 6) ?? it.form.get('client_secret'),
      ),
    ).toEqual(['Basic ', 'Basic ', 'secret']);
  });
});
