// The keychain process as it ships, over the real binding and a real gnome-keyring: crashes, hangs, restarts, orphans.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { keychainHostFile } from '../../fixtures/keychain-host.ts';
import { type Keyring, startKeyring } from '../../fixtures/keyring.ts';
import { makeRealSecretStore, type RealSecretStore } from '../../fixtures/real-secret-store.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

/** For what is meant to hang; all else gets the time that a busy machine needs. */
const deadlines = { readMs: 400, writeMs: 600 };
let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
});

afterAll(async () => {
  await keyring.stop();
});

async function setUpUsed(
  options: Parameters<typeof makeRealSecretStore>[0] = {},
): Promise<RealSecretStore> {
  const used = makeRealSecretStore(options);
  await expect.poll(() => used.store.put('item', Secret.of('old'))).toEqual({ kind: 'ok' });
  return used;
}

function freezeKeyring(): void {
  keyring.freeze();
  onTestFinished(() => {
    keyring.thaw();
  });
}

describe('K-02 the keychain process dies', () => {
  it('by SIGSEGV between two calls, and nobody notices', async () => {
    const { store, hosts, logger } = await setUpUsed();
    hosts.signal('SIGSEGV');
    await hosts.gone();
    expect(await readText(store, 'item')).toBe('old');
    expect(await store.put('item', Secret.of('new'))).toEqual({ kind: 'ok' });
    expect(hosts.started.length).toBe(2);
    expect(logger.lines.map(({ event }) => event)).toEqual(['keychain.host_crashed']);
  });

  it('by SIGSEGV in the middle of a read, which is asked again', async () => {
    const { store, hosts } = await setUpUsed();
    freezeKeyring();
    const read = readText(store, 'item');
    await sleep(100);
    hosts.signal('SIGSEGV');
    await hosts.gone();
    keyring.thaw();
    expect(await read).toBe('old');
  });

  it.each([0, 1, 2, 4, 8])(
    'R-06 by SIGSEGV %i ms into a write, and the newest value wins',
    async (ms) => {
      const { store, hosts } = await setUpUsed();
      const write = store.put('item', Secret.of('newest'));
      await sleep(ms);
      hosts.signal('SIGSEGV');
      expect(await write).toEqual({ kind: 'ok' });
      expect(await readText(store, 'item')).toBe('newest');
    },
  );

  it('R-06 while its write waits in a frozen keychain: what lands late is not what stays', async () => {
    const { store, hosts } = await setUpUsed({ deadlines });
    freezeKeyring();
    const consumed = store.put('item', Secret.of('consumed'));
    await sleep(100);
    hosts.signal('SIGKILL');
    await hosts.gone();
    expect(await consumed).toEqual({ kind: 'timed_out' });
    expect(await store.put('item', Secret.of('newest'))).toEqual({ kind: 'timed_out' });
    keyring.thaw();
    await expect.poll(() => readText(store, 'item')).toBe('newest');
    await sleep(300);
    expect(await readText(store, 'item')).toBe('newest');
  });

  it('more than three times a minute: unavailable then, until a person tries again', async () => {
    const { store, hosts } = await setUpUsed();
    for (let restart = 0; restart < 3; restart += 1) {
      hosts.signal('SIGSEGV');
      await hosts.gone();
      expect(await readText(store, 'item')).toBe('old');
    }
    hosts.signal('SIGSEGV');
    await hosts.gone();
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(store.view().state).toBe('missing');
    expect(hosts.started.length).toBe(4);
    expect(await store.probe()).toBe('ready');
    expect(await readText(store, 'item')).toBe('old');
  });
});

describe('K-02 the keychain process stands still', () => {
  it('and is replaced when a person tries again', async () => {
    const { store, hosts } = await setUpUsed({ deadlines: { readMs: 6_000, writeMs: 600 } });
    hosts.signal('SIGSTOP');
    expect(await store.put('item', Secret.of('newest'))).toEqual({ kind: 'timed_out' });
    expect(store.view().state).toBe('waiting_for_unlock');
    expect(await store.probe()).toBe('ready');
    await expect.poll(() => readText(store, 'item')).toBe('newest');
    expect(hosts.started.length).toBe(2);
  });

  it('and goes on by itself when it is let', async () => {
    const { store, hosts } = await setUpUsed({ deadlines });
    hosts.signal('SIGSTOP');
    expect(await store.get('item')).toEqual({ kind: 'timed_out' });
    hosts.signal('SIGCONT');
    await expect.poll(() => store.view().state).toBe('ready');
    expect(await readText(store, 'item')).toBe('old');
    expect(hosts.started.length).toBe(1);
  });
});

describe('K-01 a gnome-keyring that dies and comes back', () => {
  it('is found again by the next call of any kind', async () => {
    for (const run of [
      async ({ store }: RealSecretStore) => expect(await readText(store, 'item')).toBe('old'),
      async ({ store }: RealSecretStore) =>
        expect(await store.put('item', Secret.of('new'))).toEqual({ kind: 'ok' }),
      async ({ store }: RealSecretStore) =>
        expect(await store.remove('item')).toEqual({ kind: 'ok' }),
      async ({ store }: RealSecretStore) => expect(await store.probe()).toBe('ready'),
    ]) {
      const used = await setUpUsed();
      await keyring.kill();
      await keyring.restart();
      await run(used);
      expect(used.hosts.started.length).toBe(2);
    }
  });

  it('is missing while it is away, with one process for all the calls, and found again after that', async () => {
    const { store, hosts } = await setUpUsed();
    await keyring.kill();
    for (let round = 0; round < 5; round += 1) {
      expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    }
    expect(await store.probe()).toBe('missing');
    expect(hosts.started.length).toBe(2);
    await keyring.restart();
    expect(await store.probe()).toBe('ready');
    expect(await readText(store, 'item')).toBe('old');
    expect(hosts.started.length).toBe(2);
  });
});

describe('P-10 a Secret Service that never answers', () => {
  const samples = 2_000;

  function percentile99(durations: readonly number[]): number {
    return durations.toSorted((a, b) => a - b)[Math.floor(durations.length * 0.99)] ?? Number.NaN;
  }

  async function measure(run: () => Promise<unknown>): Promise<readonly number[]> {
    const durations: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const start = performance.now();
      await run();
      durations.push(performance.now() - start);
    }
    return durations;
  }

  it('leaves file reads and requests of the window below 100 ms at the 99th percentile', async () => {
    const { store, hosts } = await setUpUsed({ deadlines });
    const held = Array.from({ length: 60 }, (_, index) => holdAccount(`acct_${index}`));
    const { ask } = createTestApp(held, { secrets: store });
    freezeKeyring();
    const stuck = held.map(({ record }) => store.get(record.accountId));
    const reads = await measure(() => readFile('/etc/passwd'));
    const requests = await measure(() => ask('snapshot.read', {}));
    const copies = await measure(() => ask('account.details', { accountId: 'acct_7' }));
    expect(await store.get('item')).toEqual({ kind: 'timed_out' });
    expect(await Promise.all(stuck)).toEqual(stuck.map(() => ({ kind: 'timed_out' })));
    const figures = {
      'file reads': reads,
      'snapshot requests': requests,
      'details requests': copies,
    };
    for (const [name, durations] of Object.entries(figures)) {
      const [p99, slowest] = [percentile99(durations), Math.max(...durations)];
      process.stdout.write(
        `P-10 ${samples} ${name} on a frozen keychain: p99 ${p99.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms\n`,
      );
      expect(p99).toBeLessThan(100);
    }
    expect(hosts.started.length).toBe(1);
  });
});

describe('the end of the app', () => {
  it.each(['answers', 'hangs'])('is the end of a keychain process that %s', async (how) => {
    const script = `
      const { fork } = require('node:child_process');
      const host = fork(${JSON.stringify(keychainHostFile)}, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      host.send({ id: 1, operation: 'read', service: 'Tokenward test', item: 'a', text: '' });
      process.stdout.write(String(host.pid) + '\\n');
      setInterval(() => undefined, 1000);
    `;
    if (how === 'hangs') freezeKeyring();
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    await sleep(500);
    parent.kill('SIGKILL');
    // A process that ended may stay listed where nobody collects it.
    const state = async (): Promise<string> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') gone');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0] ?? '';
    };
    await expect.poll(state).toMatch(/^(?:gone|Z)$/);
  });

  it('D-09 and while it runs its arguments and its environment hold nothing of what it was given', async () => {
    const { store, hosts } = await setUpUsed();
    process.env.TOKENWARD_CANARY = 'canary-that-must-not-be-passed-on';
    onTestFinished(() => {
      delete process.env.TOKENWARD_CANARY;
    });
    hosts.signal('SIGKILL');
    await hosts.gone();
    await store.put('item', Secret.of('a secret value'));
    const pid = hosts.started.at(-1)?.pid;
    for (const file of ['cmdline', 'environ']) {
      const text = await readFile(`/proc/${pid}/${file}`, 'utf8');
      expect(text.length).toBeGreaterThan(0);
      expect(text).not.toContain('canary');
      expect(text).not.toContain(Buffer.from('a secret value').toString('base64url'));
    }
  });
});
