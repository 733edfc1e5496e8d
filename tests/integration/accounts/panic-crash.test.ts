/** A panic over 200 accounts on real files, killed again and again: every account ends in a verdict, none is refreshed. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedRunSchema } from '../../../electron/stored-run.ts';
import type { AuditEntry } from '../../../shared/audit.ts';
import { buildChild } from '../../fixtures/build-child.ts';
import {
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const accounts = 200;
/** Requests that may be under way at one issuer when the process dies. */
const atOnce = 4;
let child: string;
let server: MisbehavingServer;
beforeAll(async () => {
  child = await buildChild('tests/fixtures/panic-crash-child.ts', makeFolder());
  server = await startMisbehavingServer();
  server.on('/revoke', { status: 200, delayMs: 10 });
});
afterAll(() => server.close());

/** Killed as soon as the server has seen so many requests more; true when it finished before. */
async function runChild(folder: string, killAfter: number): Promise<boolean> {
  const seen = server.received.length;
  const started = spawn(process.execPath, [child, folder, server.origin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  started.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const look = setInterval(() => {
    if (server.received.length >= seen + killAfter) started.kill('SIGKILL');
  }, 1);
  await new Promise((resolve) => started.once('close', resolve));
  clearInterval(look);
  return text.includes('finished');
}

const timesAsked = (hint: string): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const { path: asked, form } of server.received) {
    const token = form.get('token') ?? '';
    if (asked !== '/revoke' || form.get('token_type_hint') !== hint) continue;
    times.set(token, (times.get(token) ?? 0) + 1);
  }
  return times;
};

describe('a panic that is killed in its middle', () => {
  it('N-12 is taken up until every one of 200 accounts has its verdict, and asks twice only for what a kill cut off', async () => {
    const folder = makeFolder();
    let kills = 0;
    while (!(await runChild(folder, kills < 5 ? 15 + Math.round(Math.random() * 90) : 10_000))) {
      kills += 1;
      expect(kills).toBeLessThan(8);
    }
    expect(kills).toBeGreaterThan(2);
    const run = storedRunSchema.parse(
      JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')),
    );
    expect(run.finishedAt).not.toBeNull();
    const verdicts = run.accounts.map(({ done }) => done?.outcomes.map((it) => it.verdict));
    expect(verdicts).toEqual(Array.from({ length: accounts }, () => ['accepted', 'accepted']));

    for (const hint of ['refresh_token', 'access_token']) {
      const times = [...timesAsked(hint).values()];
      expect(times).toHaveLength(accounts);
      const again = times.reduce((sum, it) => sum + it - 1, 0);
      expect(again).toBeLessThanOrEqual(kills * atOnce);
    }
    // I5: nothing is refreshed once it is to be revoked.
    expect(server.received.filter((it) => it.path !== '/revoke')).toEqual([]);
    const log = readFileSync(path.join(folder, 'audit.jsonl'), 'utf8');
    expect(log).not.toMatch(/(access|refresh)-of-/);
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
    const ended = lines.filter((it) => it.event === 'revoke' && it.outcome === 'ok');
    const named = new Set(ended.map((it) => it.fingerprint));
    console.info(`${kills} kills, ${named.size} of ${2 * accounts} ends with a line in the log`);
    expect(named.size).toBeGreaterThanOrEqual(2 * accounts - kills * atOnce * 2);
  }, 120_000);
});
