/** The app at a server under a private authority, over Chromium's stack in a real Electron: before, with and after it (N-05). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type Authority,
  type Transport,
  TransportError,
  type TransportFailure,
} from '../../../electron/ports.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeAuthorityStore } from '../../fixtures/fake-authority-store.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import {
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { type CertificateWish, makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { metadataAt } from '../../fixtures/scripted-issuer.ts';
import { definitionAt } from '../../fixtures/signed-in-app.ts';
import { createTestApp } from '../../fixtures/test-app.ts';
import { startTransportHost, type TransportHost } from '../../fixtures/transport-host.ts';

const root = makePrivateAuthority({ name: 'Acme Root' });
let host: TransportHost;
let server: MisbehavingServer | null = null;
beforeAll(async () => {
  host = await startTransportHost();
});
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => host.stop());

/** What the app is composed with, in another process. */
const inElectron =
  (authorities: () => readonly Authority[]): Transport =>
  async (url, { method, headers, body }) => {
    const outcome = await host.run({
      partition: 'app',
      authorities: authorities().map(({ pem }) => pem),
      exchange: { url: url.href, method, headers, ...(body === null ? {} : { body }) },
    });
    if ('failure' in outcome) throw new TransportError(outcome.failure as TransportFailure);
    return new Response(outcome.text, { status: outcome.status, headers: outcome.headers });
  };

async function setUp(wish: Partial<CertificateWish> = {}) {
  const started = await startMisbehavingServer(
    root.issue({ name: 'id.acme.example', hosts: ['127.0.0.1'], ...wish }),
  );
  server = started;
  const issuer = started.origin;
  const metadata = metadataAt(issuer, {
    grant_types_supported: ['authorization_code', 'client_credentials'],
  });
  started.on('/.well-known/openid-configuration', { json: metadata });
  let given = 0;
  started.on('/token', () => {
    given += 1;
    return { json: { access_token: `token-${given}`, token_type: 'Bearer', expires_in: 3600 } };
  });
  const clock = createFakeClock({ wall: Date.now() });
  const authorities = createFakeAuthorityStore({ clock });
  const test = createTestApp([], { clock, authorities, transport: inElectron(authorities.list) });
  const discover = () => test.ask('server.discover', { issuer });
  const add = async (): Promise<void> => {
    test.dialogs.chooseText(root.cert);
    expect(await test.ask('authority.add', {})).toMatchObject({ ok: true });
  };
  const getToken = async (): Promise<string> => {
    const definition = definitionAt(issuer, {
      grantType: 'client_credentials',
      clientId: 'machine',
      scope: 'orders:read',
    });
    const flow = await test.ask('flow.authorize', { definition, clientSecret: 'not a real one' });
    if (!flow.ok) throw new Error(flow.error.code);
    await eventually(() => expect(test.snapshot().flows[0]?.status).toBe('done'));
    return flow.value.accountId;
  };
  return { ...test, server: started, discover, add, getToken };
}

const refused = { ok: false, error: { code: 'tls_failed' } };

it('N-05 a server under a private authority is refused until it is added, gives tokens with it, and is refused without it again', async () => {
  const { ask, account, server: at, snapshot, discover, add, getToken } = await setUp();
  expect(await discover()).toMatchObject(refused);
  expect(at.received).toEqual([]);

  await add();
  expect(await discover()).toMatchObject({ ok: true });
  const accountId = await getToken();
  const asked = () => at.received.filter(({ path }) => path === '/token');
  expect(asked()).toHaveLength(1);
  expect(asked()[0]?.form.get('grant_type')).toBe('client_credentials');
  expect(await ask('account.refresh', { accountId })).toMatchObject({ ok: true });
  expect(asked()).toHaveLength(2);

  const fingerprint = snapshot().authorities[0]?.fingerprint ?? '';
  await ask('authority.remove', { fingerprint });
  expect(await ask('account.refresh', { accountId })).toMatchObject(refused);
  expect(asked()).toHaveLength(2);
  expect(account(accountId)?.grant).toMatchObject({ status: 'live' });
});

it.each<[string, Partial<CertificateWish>]>([
  ['another host name', { hosts: ['id.acme.example', '127.0.0.2'] }],
  ['a time that is over', { valid: [-7_200_000, -60_000] }],
  ['a time that has not begun', { valid: [3_600_000, 7_200_000] }],
])(
  'N-05 a certificate for %s is refused under an authority that was added, and nothing is sent',
  async (_name, wish) => {
    const { server: at, discover, add } = await setUp(wish);
    await add();
    expect(await discover()).toMatchObject(refused);
    expect(at.received).toEqual([]);
  },
);
