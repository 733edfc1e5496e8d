import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Server } from '../../../electron/account-record.ts';
import { exchangeCode } from '../../../electron/oauth/token-endpoint.ts';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import {
  breakSignature,
  createIdTokenSigner,
  hmacIdToken,
  unsignedIdToken,
} from '../../fixtures/id-token-signer.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import {
  scriptedClientId as clientId,
  type ScriptedIssuer,
  serverAt,
  startScriptedIssuer,
} from '../../fixtures/scripted-issuer.ts';
import { makeAttempt, testRedirectUri } from '../../fixtures/sign-in.ts';

let issuer: ScriptedIssuer;
let deps: ReturnType<typeof makeOAuthDeps>;
beforeAll(async () => {
  issuer = await startScriptedIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  deps = makeOAuthDeps();
  issuer.received.length = 0;
  issuer.on('/jwks', { json: { keys: [issuer.signer.jwk] } });
});

type Options = {
  readonly server?: Partial<Server>;
  readonly definition?: Partial<AccountDefinition>;
  /** What stands in the token response besides access and refresh token. */
  readonly respond?: (nonce: string) => Promise<Record<string, unknown>> | Record<string, unknown>;
};

/** One code exchange whose token response the test writes. */
async function exchange({ server: changes = {}, definition = {}, respond }: Options) {
  const server = serverAt(issuer.origin, changes);
  const attempt = makeAttempt(deps, server, { clientId, scope: 'openid', ...definition });
  const nonce = attempt.nonce?.reveal() ?? '';
  const extra = await respond?.(nonce);
  const tokens = { access_token: 'at-1', refresh_token: 'rt-1', token_type: 'bearer' };
  issuer.on('/token', { json: { ...tokens, ...extra } });
  const response = new URL(`${testRedirectUri}?code=c&state=${attempt.state.reveal()}`);
  return exchangeCode(deps, {
    server,
    clientId,
    clientSecret: null,
    scope: 'openid',
    attempt,
    response,
  });
}

const signed = (changes: Record<string, unknown> = {}) => ({
  respond: async (nonce: string) => ({
    id_token: await issuer.signer.sign(issuer.claims({ nonce, ...changes })),
  }),
});
const seconds = () => Math.floor(Date.now() / 1000);

/** The tokens came, are handed over to be revoked, and are not used. */
const refusedFor = (reason: string) => ({
  kind: 'not_promoted',
  error: { code: 'id_token_invalid', details: { reason } },
});

describe('the ID token of a sign-in', () => {
  it('O-25 accepts a token that is right in every claim and properly signed', async () => {
    expect(await exchange(signed())).toMatchObject({ kind: 'issued', subject: { sub: 'user-1' } });
  });

  it('hands the tokens of a refused one over, so that they can be revoked', async () => {
    const result = await exchange(signed({ nonce: 'other' }));
    if (result.kind !== 'not_promoted') throw new Error('it was promoted');
    expect(result.received.accessToken?.reveal()).toBe('at-1');
    expect(result.received.refreshToken?.reveal()).toBe('rt-1');
  });

  const claims: [string, string, Record<string, unknown>, string][] = [
    ['O-23', 'of another issuer', { iss: 'https://evil.example' }, 'iss'],
    ['O-23', 'of the issuer with a slash too many', { iss: 'slash' }, 'iss'],
    ['O-23', 'for another client', { aud: 'other' }, 'aud'],
    ['O-23', 'for another client beside us', { aud: [clientId, 'other'] }, 'aud'],
    [
      'O-23',
      'for another client beside us, azp naming us',
      { aud: [clientId, 'other'], azp: clientId },
      'aud',
    ],
    ['O-23', 'with another authorized party', { azp: 'other' }, 'azp'],
    ['O-10', 'with another nonce', { nonce: 'other' }, 'nonce'],
    ['O-10', 'without a nonce', { nonce: undefined }, 'nonce'],
    ['O-23', 'without a subject', { sub: undefined }, 'sub'],
    ['O-26', 'without an expiry', { exp: undefined }, 'exp'],
    ['O-26', 'without an issue time', { iat: undefined }, 'iat'],
  ];
  it.each(claims)('%s refuses one %s', async (_id, _name, changes, reason) => {
    const told = changes.iss === 'slash' ? { iss: `${issuer.origin}/` } : changes;
    expect(await exchange(signed(told))).toMatchObject(refusedFor(reason));
  });

  const times: [string, () => Record<string, unknown>, string | null][] = [
    ['expired 20 s ago', () => ({ exp: seconds() - 20 }), null],
    ['expired 40 s ago', () => ({ exp: seconds() - 40 }), 'exp'],
    ['not valid for another 20 s', () => ({ nbf: seconds() + 20 }), null],
    ['not valid for another 40 s', () => ({ nbf: seconds() + 40 }), 'nbf'],
    ['issued 4 minutes in the future', () => ({ iat: seconds() + 240 }), null],
    ['issued 6 minutes in the future', () => ({ iat: seconds() + 360 }), 'iat'],
    ['issued 30 days in the future', () => ({ iat: seconds() + 30 * 86_400 }), 'iat'],
    ['issued 4 minutes before the attempt', () => ({ iat: seconds() - 240 }), null],
    ['issued 6 minutes before the attempt', () => ({ iat: seconds() - 360 }), 'iat'],
  ];
  it.each(times)('O-26 judges one that was %s', async (_name, changes, reason) => {
    const expected = reason === null ? { kind: 'issued' } : refusedFor(reason);
    expect(await exchange(signed(changes()))).toMatchObject(expected);
  });

  it('O-10 refuses a response that leaves the ID token out', async () => {
    expect(await exchange({})).toMatchObject(refusedFor('absent'));
  });

  it('O-28 holds the server to the max_age that was asked for', async () => {
    const definition = { extraParameters: { max_age: '60' } };
    const at = (authTime: number | undefined) =>
      exchange({ definition, ...signed({ auth_time: authTime }) });
    expect(await at(seconds() - 10)).toMatchObject({ kind: 'issued' });
    expect(await at(seconds() - 120)).toMatchObject(refusedFor('auth_time'));
    expect(await at(undefined)).toMatchObject(refusedFor('auth_time'));
  });

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', '..'])(
    'refuses %j as an ID token',
    async (idToken) => {
      const result = await exchange({ respond: () => ({ id_token: idToken }) });
      expect(result).toMatchObject({ kind: 'not_promoted' });
    },
  );
});

describe('its signature', () => {
  it('O-25 refuses one that was tampered with', async () => {
    const respond = async (nonce: string) => ({
      id_token: breakSignature(await issuer.signer.sign(issuer.claims({ nonce }))),
    });
    expect(await exchange({ respond })).toMatchObject(refusedFor('signature'));
  });

  it.each(['RS256', 'ES256', 'PS256', 'EdDSA'])(
    'O-25 verifies %s and refuses a stranger’s key',
    async (alg) => {
      const server = { idTokenSigningAlgs: [alg] };
      const signer = await createIdTokenSigner(alg);
      const respond = async (nonce: string) => ({
        id_token: await signer.sign(issuer.claims({ nonce })),
      });
      issuer.on('/jwks', { json: { keys: [signer.jwk] } });
      expect(await exchange({ server, respond })).toMatchObject({ kind: 'issued' });
      const stranger = await createIdTokenSigner(alg);
      issuer.on('/jwks', { json: { keys: [stranger.jwk] } });
      deps = makeOAuthDeps();
      expect(await exchange({ server, respond })).toMatchObject(refusedFor('signature'));
    },
  );

  it.each<[string, string[] | null]>([
    ['the metadata is silent', null],
    ['the metadata lists it', ['none', 'RS256']],
    ['the metadata lists nothing else', ['none']],
  ])('O-24 refuses alg none where %s', async (_name, idTokenSigningAlgs) => {
    const respond = (nonce: string) => ({ id_token: unsignedIdToken(issuer.claims({ nonce })) });
    const result = await exchange({ server: { idTokenSigningAlgs }, respond });
    expect(result).toMatchObject(refusedFor('alg'));
  });

  it('O-24 refuses HS256 signed with the public key, even where the metadata lists it', async () => {
    const respond = async (nonce: string) => ({
      id_token: await hmacIdToken(issuer.claims({ nonce }), JSON.stringify(issuer.signer.jwk)),
    });
    const server = { idTokenSigningAlgs: ['HS256', 'RS256'] };
    expect(await exchange({ server, respond })).toMatchObject(refusedFor('alg'));
  });

  it('O-24 takes RS256 for what is meant where the metadata says nothing, and nothing else', async () => {
    expect(await exchange({ server: { idTokenSigningAlgs: null }, ...signed() })).toMatchObject({
      kind: 'issued',
    });
    const other = await createIdTokenSigner('ES256');
    issuer.on('/jwks', { json: { keys: [other.jwk] } });
    const respond = async (nonce: string) => ({
      id_token: await other.sign(issuer.claims({ nonce })),
    });
    const result = await exchange({ server: { idTokenSigningAlgs: null }, respond });
    expect(result).toMatchObject(refusedFor('alg'));
  });

  it('O-25 refuses an ID token from a server that shows no keys', async () => {
    expect(await exchange({ server: { jwksUri: null }, ...signed() })).toMatchObject(
      refusedFor('keys'),
    );
  });
});

describe('its keys', () => {
  const keyRequests = () => issuer.received.filter((it) => it.path === '/jwks').length;
  const signedBy = async (kid: string) => {
    const signer = await createIdTokenSigner('RS256', kid);
    const respond = async (nonce: string) => ({
      id_token: await signer.sign(issuer.claims({ nonce })),
    });
    return { signer, respond };
  };

  it('O-29 remembers keys for five minutes', async () => {
    await exchange(signed());
    await exchange(signed());
    expect(keyRequests()).toBe(1);
    deps.clock.advance(5 * 60_000);
    // The wall clock the servers read stands still, so the attempt must not look younger than it is.
    deps.clock.jump(-5 * 60_000);
    await exchange(signed());
    expect(keyRequests()).toBe(2);
  });

  it('O-29 asks again for a key that came into use a moment ago', async () => {
    await exchange(signed());
    const next = await signedBy('key-2');
    issuer.on('/jwks', { json: { keys: [issuer.signer.jwk, next.signer.jwk] } });
    expect(await exchange({ respond: next.respond })).toMatchObject({ kind: 'issued' });
    expect(keyRequests()).toBe(2);
  });

  it('O-29 asks only once in a while for keys that nobody has', async () => {
    await exchange(signed());
    for (const kid of ['x', 'y', 'z']) {
      const unknown = await signedBy(kid);
      expect(await exchange({ respond: unknown.respond })).toMatchObject(refusedFor('kid'));
    }
    expect(keyRequests()).toBe(2);
    deps.clock.advance(5_000);
    const unknown = await signedBy('w');
    expect(await exchange({ respond: unknown.respond })).toMatchObject(refusedFor('kid'));
    expect(keyRequests()).toBe(3);
  });

  it('does not blame the ID token when the keys cannot be fetched', async () => {
    issuer.on('/jwks', { status: 503 });
    expect(await exchange(signed())).toMatchObject({
      kind: 'not_promoted',
      error: { code: 'server_unavailable' },
    });
  });
});

describe('a server known by its endpoints only', () => {
  it('proves nothing with an ID token, so none is looked at', async () => {
    const result = await exchange({
      server: { issuer: null, jwksUri: null },
      ...signed({ aud: 'other' }),
    });
    expect(result).toMatchObject({ kind: 'issued', subject: null, claims: {} });
  });
});
