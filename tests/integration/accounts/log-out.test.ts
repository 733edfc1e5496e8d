// Logging out at a real provider after a revocation: its own page takes the hint, and no token comes back to life.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { logOutUrl } from '../../../electron/oauth/logout-url.ts';
import { Secret } from '../../../electron/secret.ts';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import { signIn } from '../../fixtures/sign-in.ts';

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startAuthorizationServer();
});
afterAll(() => server.close());

it('O-46 reaches the log-out page of a certified provider with the hint of the sign-in', async () => {
  const { server: found, issued } = await signIn(makeOAuthDeps(), server.issuer);
  const { endSessionEndpoint } = found;
  const { idToken } = issued.tokenSet;
  if (endSessionEndpoint === null || idToken === null) throw new Error('the server has no log-out');
  const args = { endSessionEndpoint, clientId: 'public', idToken };
  const page = await fetch(logOutUrl(args));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('/session/end/confirm');
  expect((await fetch(logOutUrl({ ...args, idToken: null }))).status).toBe(200);
  // It does look at what it is given: somebody else's hint is refused.
  expect((await fetch(logOutUrl({ ...args, idToken: Secret.of('eyJ.e30.x') }))).status).toBe(400);
});
