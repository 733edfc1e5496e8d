// Adds a private certificate authority through the system's own dialogs in the real app, and gets a token behind it (N-05).
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { expectStatus, getToken, press, textbox } from '../fixtures/account-window.ts';
import { test } from '../fixtures/desktop-test.ts';
import { startMisbehavingServer } from '../fixtures/misbehaving-server.ts';
import { answerDialogs, answerOpenDialogs, readDialogs } from '../fixtures/native-dialogs.ts';
import { makePrivateAuthority } from '../fixtures/private-authority.ts';
import { metadataAt } from '../fixtures/scripted-issuer.ts';

const label = 'Behind the company';

test('N-05 a server under a private authority is refused, and gives a token once the authority is added, after a restart too', async ({
  profile,
  launch,
}) => {
  const root = makePrivateAuthority({ name: 'Acme Root' });
  const server = await startMisbehavingServer(
    root.issue({ name: 'id.acme.example', hosts: ['127.0.0.1'] }),
  );
  const grants = ['authorization_code', 'client_credentials'];
  const metadata = metadataAt(server.origin, { grant_types_supported: grants });
  server.on('/.well-known/openid-configuration', { json: metadata });
  const token = { access_token: 'not-a-real-token-0001', token_type: 'Bearer', expires_in: 3600 };
  server.on('/token', { json: token });
  const chosen = path.join(profile, 'chosen.pem');
  await writeFile(chosen, root.cert);

  const { app, window } = await launch();
  await press(window.getByRole('banner'), 'Add account');
  await textbox(window, 'Issuer URL').fill(server.origin);
  await press(window, 'Check server');
  await expect(window.getByText('The connection is not trustworthy')).toBeVisible();
  await window.keyboard.press('Escape');
  await press(window, 'Discard');

  await answerOpenDialogs(app, chosen);
  await answerDialogs(app, 'Trust');
  await press(window.getByRole('banner'), 'Settings');
  const settings = window.getByRole('dialog', { name: 'Settings' });
  await press(settings, 'Add a certificate authority…');
  await expect(settings.getByRole('listitem')).toContainText('CN=Acme Root');
  const [question] = await readDialogs(app);
  expect(question?.detail).toContain('CN=Acme Root');
  const kept = path.join(profile, 'extra-ca.pem');
  expect(await readFile(kept, 'utf8')).toBe(root.cert);
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
  await window.screenshot({ path: 'test-output/screenshots/certificates.png' });
  await press(settings, 'Close');
  await app.close();

  const again = await launch();
  await getToken(again.window, { issuer: server.origin, clientSecret: 'not a real one', label });
  await expectStatus(again.window, label, 'Active');
  expect(server.received.filter((it) => it.path === '/token')).toHaveLength(1);
  await server.close();
});
