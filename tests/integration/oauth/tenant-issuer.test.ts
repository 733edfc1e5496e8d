import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createServerDirectory } from '../../../electron/oauth/authorization-server.ts';
import { exchangeCode } from '../../../electron/oauth/token-endpoint.ts';
import { createIdTokenSigner, type IdTokenSigner } from '../../fixtures/id-token-signer.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import { createScriptedTransport } from '../../fixtures/scripted-transport.ts';
import { makeAttempt, testRedirectUri } from '../../fixtures/sign-in.ts';

const host = 'https://login.microsoftonline.com';
const template = `${host}/{tenantid}/v2.0`;
const tenant = 'b1f2c3d4-0000-4000-8000-000000000000';
const metadata = {
  issuer: template,
  authorization_endpoint: `${host}/common/oauth2/v2.0/authorize`,
  token_endpoint: `${host}/common/oauth2/v2.0/token`,
  jwks_uri: `${host}/common/discovery/v2.0/keys`,
  response_types_supported: ['code', 'id_token'],
};

let signer: IdTokenSigner;
let transport: ReturnType<typeof createScriptedTransport>;
beforeAll(async () => {
  signer = await createIdTokenSigner();
});
beforeEach(() => {
  transport = createScriptedTransport();
});

/** A sign-in at the shared endpoint, whose ID token says this about its issuer. */
async function signInAs(claims: Record<string, unknown>) {
  const deps = { ...makeOAuthDeps(), transport };
  let nonce = '';
  transport.answerWith(async ({ url }) => {
    if (url.includes('.well-known')) return { json: metadata };
    if (url === metadata.jwks_uri) return { json: { keys: [signer.jwk] } };
    const iat = Math.floor(Date.now() / 1000);
    const idToken = { sub: 'user-1', aud: 'client-1', iat, exp: iat + 60, nonce, ...claims };
    return {
      json: { access_token: 'at', token_type: 'Bearer', id_token: await signer.sign(idToken) },
    };
  });
  const { server } = await createServerDirectory(deps).discover(`${host}/common/v2.0`);
  const attempt = makeAttempt(deps, server, { clientId: 'client-1', scope: 'openid' });
  nonce = attempt.nonce?.reveal() ?? '';
  const response = new URL(`${testRedirectUri}?code=c&state=${attempt.state.reveal()}`);
  const args = { server, clientId: 'client-1', clientSecret: null, scope: 'openid' };
  return exchangeCode(deps, { ...args, attempt, response });
}

describe('an issuer that is a template', () => {
  it('O-19 takes the tenant from the ID token and compares the whole issuer', async () => {
    const result = await signInAs({ iss: `${host}/${tenant}/v2.0`, tid: tenant });
    expect(result).toMatchObject({ kind: 'issued', subject: { sub: 'user-1' } });
  });

  it.each([
    ['of another tenant than it says', { iss: `${host}/other/v2.0`, tid: tenant }],
    ['of another host', { iss: `https://evil.example/${tenant}/v2.0`, tid: tenant }],
    ['of no tenant', { iss: `${host}/${tenant}/v2.0` }],
    ['of the template itself', { iss: template, tid: tenant }],
  ])('O-19 refuses an ID token %s', async (_name, claims) => {
    expect(await signInAs(claims)).toMatchObject({
      kind: 'not_promoted',
      error: { code: 'id_token_invalid', details: { reason: 'iss' } },
    });
  });

  it('sends the tokens request to the frozen endpoint, once', async () => {
    await signInAs({ iss: `${host}/${tenant}/v2.0`, tid: tenant });
    const posts = transport.sent.filter((it) => it.method === 'POST');
    expect(posts.map((it) => it.url)).toEqual([metadata.token_endpoint]);
  });
});
