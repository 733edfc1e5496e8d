import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileRunStore } from '../../../electron/platform/file-run-store.ts';
import { describeRunStore, makeStoredRun } from '../../fixtures/contracts/run-store-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeRunStore } from '../../fixtures/fake-run-store.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const storeIn = (folder: string) =>
  createFileRunStore({ file: path.join(folder, 'revocation-run.json'), clock: createFakeClock() });

describeRunStore('the file', () => storeIn(makeFolder()));
describeRunStore('the fake', () => createFakeRunStore());

describe('the file of a run', () => {
  it('D-04 is readable by its owner alone', async () => {
    const folder = makeFolder();
    await storeIn(folder).write(makeStoredRun());
    expect(statSync(path.join(folder, 'revocation-run.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{"v":1', '{"v":2}', '\0\0\0'])(
    'sets a damaged one aside, and says it once: %j',
    async (text) => {
      const folder = makeFolder();
      writeFileSync(path.join(folder, 'revocation-run.json'), text);
      const reading = await storeIn(folder).read();
      expect(reading).toEqual({ kind: 'damaged', fileName: readdirSync(folder)[0] });
      expect(readdirSync(folder)).toEqual([expect.stringContaining('corrupt')]);
      expect(await storeIn(folder).read()).toEqual({ kind: 'absent' });
    },
  );

  it('writes of those that wait only the last, and tells each', async () => {
    const store = storeIn(makeFolder());
    const states = Array.from({ length: 20 }, (_, index) => makeStoredRun({ startedAt: index }));
    const written = states.map((run) => store.write(run));
    expect(new Set(written).size).toBe(1);
    await written[0];
    const first = store.write(makeStoredRun({ startedAt: 20 }));
    // Under way by now: what comes later waits for a turn of its own.
    await Promise.resolve();
    await Promise.resolve();
    expect(store.write(makeStoredRun({ startedAt: 21 }))).not.toBe(first);
    await first;
    expect(await store.read()).toMatchObject({ run: { startedAt: 21 } });
  });

  it('says that the disk takes nothing', async () => {
    const folder = makeFolder();
    mkdirSync(path.join(folder, 'revocation-run.json.next', 'in-the-way'), { recursive: true });
    await expect(storeIn(folder).write(makeStoredRun())).rejects.toMatchObject({
      code: 'disk_unwritable',
    });
  });
});
