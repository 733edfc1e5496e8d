// One process at a time holds a profile; a lock is taken over only where its owner certainly ended (requirement R-09).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAtProcess, readOwnIdentity } from '../../../electron/platform/process-identity.ts';
import { takeProfileLock, tryProfileLock } from '../../../electron/platform/profile-lock.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';
import { deadPid, plantLock } from '../../fixtures/stale-lock.ts';

const makeFolder = provideScratchFolders();
const clock = createFakeClock({ wall: Date.UTC(2026, 4, 1) });
const linux = process.platform === 'linux';

const lockIn = (folder: string) => path.join(folder, 'profile.lock');
const ownerIn = (folder: string) =>
  JSON.parse(readFileSync(lockIn(folder), 'utf8')) as Record<string, unknown>;
const take = (folder: string) => tryProfileLock({ folder, clock });

function hold(folder: string): () => void {
  const attempt = take(folder);
  if (attempt.kind !== 'held') throw new Error(attempt.kind);
  return attempt.release;
}

describe('the lock of a profile', () => {
  it('R-09 is a file of this user alone that says who holds it and since when', () => {
    const folder = path.join(makeFolder(), 'new');
    hold(folder);
    expect(readdirSync(folder)).toEqual(['profile.lock']);
    if (process.platform !== 'win32') expect(statSync(lockIn(folder)).mode & 0o777).toBe(0o600);
    const own = readOwnIdentity();
    expect(ownerIn(folder)).toMatchObject({ ...own, takenAt: clock.now().wall });
    if (linux) expect([own.processStart, own.bootId, own.pidNamespace]).not.toContain(null);
  });

  it('R-09 is refused while its owner runs, names the owner, and changes nothing', () => {
    const folder = makeFolder();
    hold(folder);
    const before = readFileSync(lockIn(folder), 'utf8');
    expect(take(folder)).toMatchObject({
      kind: 'refused',
      standing: 'running',
      owner: { pid: process.pid, takenAt: clock.now().wall },
      file: lockIn(folder),
    });
    expect(readFileSync(lockIn(folder), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['profile.lock']);
  });

  it('R-09 is free again once released, and a release later takes it from nobody', () => {
    const folder = makeFolder();
    const first = hold(folder);
    first();
    expect(readdirSync(folder)).toEqual([]);
    hold(folder);
    first();
    expect(take(folder).kind).toBe('refused');
  });

  it.runIf(linux)('R-09 is taken over from a process whose number was given to another', () => {
    const folder = makeFolder();
    plantLock(folder, { processStart: '1' });
    expect(take(folder).kind).toBe('held');
    expect(ownerIn(folder)).toMatchObject({ ...readOwnIdentity() });
  });

  it('R-09 is taken over from a process that ended', () => {
    const folder = makeFolder();
    plantLock(folder, { pid: deadPid() });
    expect(take(folder).kind).toBe('held');
    expect(readdirSync(folder)).toEqual(['profile.lock']);
  });

  it.runIf(linux)('R-09 is taken over after a restart of the machine', () => {
    const folder = makeFolder();
    plantLock(folder, { bootId: 'an earlier start' });
    expect(take(folder).kind).toBe('held');
  });

  it.runIf(linux)(
    'R-09 is taken over from a process that was killed and not yet buried',
    async () => {
      const folder = makeFolder();
      // The shell does not wait for its child, which is left behind as a zombie.
      const script = 'sleep 30 & echo $!; exec sleep 30';
      const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [line] = (await once(shell.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      const nameOf = (it?: number): string => readFileSync(`/proc/${it}/comm`, 'utf8').trim();
      try {
        // As long as it is still the shell, it may bury its child.
        await expect.poll(() => nameOf(shell.pid)).toBe('sleep');
        const sight = lookAtProcess(pid);
        plantLock(folder, { pid, processStart: sight.kind === 'running' ? sight.start : null });
        expect(take(folder)).toMatchObject({ kind: 'refused', standing: 'running' });
        process.kill(pid, 'SIGKILL');
        await expect.poll(() => lookAtProcess(pid)).toEqual({ kind: 'gone' });
        expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
        expect(take(folder).kind).toBe('held');
      } finally {
        shell.kill('SIGKILL');
      }
    },
  );

  it('R-09 is not taken over where the owner cannot be looked for: another machine, another container', () => {
    const folder = makeFolder();
    plantLock(folder, { machine: 'another', bootId: 'of another', hostname: 'other-host' });
    expect(take(folder)).toMatchObject({
      standing: 'elsewhere',
      owner: { hostname: 'other-host' },
    });
    plantLock(folder, { pidNamespace: 'pid:[1]', pid: deadPid() });
    expect(take(folder)).toMatchObject({ kind: 'refused', standing: 'elsewhere' });
  });

  it('R-09 is not taken over from a process of which the system tells no start', () => {
    const folder = makeFolder();
    plantLock(folder, { processStart: null });
    expect(take(folder)).toMatchObject({ kind: 'refused', standing: 'running' });
  });

  it.each([
    ['empty', ''],
    ['no JSON', 'hello'],
    ['of another shape', '{"pid":"x"}'],
  ])('D-01 replaces a lock that is %s, which nobody who runs has left', (_name, text) => {
    const folder = makeFolder();
    writeFileSync(lockIn(folder), text);
    expect(take(folder).kind).toBe('held');
  });

  it('D-06 does not follow a link in its place', () => {
    const folder = makeFolder();
    const elsewhere = path.join(makeFolder(), 'mine');
    writeFileSync(elsewhere, 'mine');
    symlinkSync(elsewhere, lockIn(folder));
    expect(take(folder).kind).toBe('held');
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
    expect(statSync(lockIn(folder)).isFile()).toBe(true);
  });

  it('says that the disk takes no lock, without throwing', () => {
    const file = path.join(makeFolder(), 'file');
    writeFileSync(file, '');
    expect(take(file)).toEqual({ kind: 'unwritable', reason: 'ENOTDIR' });
    const folder = makeFolder();
    mkdirSync(lockIn(folder));
    expect(take(folder).kind).toBe('unwritable');
    expect(readdirSync(folder)).toEqual(['profile.lock']);
  });

  it('clears away what processes left that were killed while they took it, and nothing of others', () => {
    const folder = makeFolder();
    const ended = JSON.stringify(plantLock(folder, { pid: deadPid() }));
    const running = JSON.stringify(plantLock(folder));
    writeFileSync(`${lockIn(folder)}.claim-of-a-dead-one`, ended);
    writeFileSync(`${lockIn(folder)}.draft-of-a-running-one`, running);
    plantLock(folder, { pid: deadPid() });
    hold(folder);
    expect(readdirSync(folder)).toEqual(['profile.lock', 'profile.lock.draft-of-a-running-one']);
  });

  it('R-09 waits two seconds for an owner that quits, and then says who it is', async () => {
    const folder = makeFolder();
    const release = hold(folder);
    const patient = createFakeClock();
    const soon = takeProfileLock({ folder, clock: patient });
    patient.after(1_000, release);
    await patient.advanceAsync(1_100);
    const attempt = await soon;
    expect(attempt.kind).toBe('held');
    const refused = takeProfileLock({ folder, clock: patient });
    await patient.advanceAsync(2_000);
    expect(await refused).toMatchObject({ kind: 'refused', standing: 'running' });
  });

  it('R-09 does not wait for an owner on another machine', async () => {
    const folder = makeFolder();
    plantLock(folder, { machine: 'another', bootId: null });
    expect(await takeProfileLock({ folder, clock })).toMatchObject({ standing: 'elsewhere' });
  });
});

describe('a look at a process', () => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'R-09 tells on %s whether it is there, and never contradicts itself',
    (platform) => {
      expect(lookAtProcess(deadPid(), platform)).toEqual({ kind: 'gone' });
      const sight = lookAtProcess(process.pid, platform);
      expect(sight).toMatchObject({ kind: 'running' });
      expect(lookAtProcess(process.pid, platform)).toEqual(sight);
    },
  );
});
