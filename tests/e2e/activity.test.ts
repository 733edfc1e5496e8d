// Looks through the activity in the real app: opens it, searches it, checks the log before and after it was changed on disk, exports it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { getToken, press, rowOf } from '../fixtures/account-window.ts';
import { clientSecret } from '../fixtures/authorization-server-directory.mjs';
import { test } from '../fixtures/desktop-test.ts';
import { answerSaveDialogs } from '../fixtures/native-dialogs.ts';

const label = 'Stock sync';

test('D-08 finds, checks and exports what happened, and names the line that was changed on disk', async ({
  server,
  profile,
  launch,
}) => {
  const { window, app } = await launch();
  await getToken(window, { issuer: server.issuer, clientSecret, label });
  await press(rowOf(window, label), 'Refresh');
  await expect(window.getByText(`Refreshed: ${label}`)).toBeVisible();

  await press(window, 'Activity');
  const lines = window.getByRole('table', { name: 'Activity log' }).getByRole('row');
  await expect(lines.filter({ hasText: 'Refreshed' })).toHaveCount(1);
  const all = await lines.count();
  await window.getByRole('searchbox', { name: 'Search activity' }).fill('nothing like it');
  await press(window, 'Clear filters');
  await window.getByRole('searchbox', { name: 'Search activity' }).fill('stock');
  await expect(lines).toHaveCount(all);
  await window.getByRole('searchbox', { name: 'Search activity' }).fill('');

  const note = window.getByRole('status').filter({ hasText: 'log is intact' });
  await press(window, 'Verify log');
  await expect(note).toContainText(`${all - 1} lines checked`);
  await window.screenshot({ path: 'test-output/screenshots/activity.png' });

  const exported = path.join(profile, 'exported.jsonl');
  await answerSaveDialogs(app, exported);
  await press(window, 'Export JSON lines');
  await expect(window.getByText('Activity exported').last()).toBeVisible();
  await expect(lines.filter({ hasText: 'Activity exported' })).toHaveCount(1);
  const log = path.join(profile, 'audit.jsonl');
  const written = readFileSync(log, 'utf8').trimEnd().split('\n');
  const saved = readFileSync(exported, 'utf8').trimEnd().split('\n');
  expect(saved.slice(0, -1)).toEqual(written.slice(0, -1));
  expect(JSON.parse(saved.at(-1) ?? '')).toMatchObject({
    kind: 'head_at_export',
    count: written.length - 1,
    hash: JSON.parse(written.at(-1) ?? '').prev,
  });

  writeFileSync(log, readFileSync(log, 'utf8').replace(label, 'Stock sinc'));
  const changed = written.findIndex((line) => line.includes(label)) + 1;
  await press(window, 'Verify log');
  const broken = window.getByRole('status').filter({ hasText: 'was changed' });
  await expect(broken).toContainText(`Line ${changed} was changed after it was written`);
  await expect(broken).toContainText(`Line ${changed} of audit.jsonl.`);
  await window.screenshot({ path: 'test-output/screenshots/activity-broken.png' });
});
