/** The file of extra certificate authorities: private, whole or not at all, and in doubt not trusted (N-05, D-01, D-04). */
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
import { createFileAuthorityStore } from '../../../electron/platform/file-authority-store.ts';
import type { Clock } from '../../../electron/ports.ts';
import { describeAuthorityStore } from '../../fixtures/contracts/authority-store-contract.ts';
import { createFakeAuthorityStore } from '../../fixtures/fake-authority-store.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const now = (): Clock => createFakeClock({ wall: Date.now() });
const fileIn = (folder: string): string => path.join(folder, 'extra-ca.pem');
const storeIn = (folder: string, clock = now()) =>
  createFileAuthorityStore({ file: fileIn(folder), clock });
const root = makePrivateAuthority({ name: 'Acme Root' });
const leaf = root.issue({ name: 'x', hosts: ['x.example'] });

describeAuthorityStore('the file', (clock) => storeIn(makeFolder(), clock));
describeAuthorityStore('the fake', (clock) => createFakeAuthorityStore({ clock }));

async function folderWithRoot(): Promise<string> {
  const folder = makeFolder();
  const store = storeIn(folder);
  await store.add(store.examine(`a comment\n${root.cert}`));
  return folder;
}

describe('the file of extra authorities', () => {
  it('N-05 D-04 is readable by its owner alone and holds certificates and nothing else', async () => {
    const folder = await folderWithRoot();
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
    expect(readFileSync(fileIn(folder), 'utf8')).toBe(root.cert);
  });

  it('N-05 is there after a restart, also when all were removed', async () => {
    const folder = await folderWithRoot();
    const again = storeIn(folder);
    expect(again.list()).toMatchObject([{ subject: 'CN=Acme Root' }]);
    await again.remove(again.list()[0]?.fingerprint ?? '');
    expect(storeIn(folder)).toMatchObject({ notices: [] });
    expect(storeIn(folder).list()).toEqual([]);
  });

  it('N-05 still shows an authority whose time is over, so that it can be removed', async () => {
    const folder = await folderWithRoot();
    const later = storeIn(folder, createFakeClock({ wall: Date.now() + 7_200_000 }));
    expect(later.list()).toHaveLength(1);
    expect(later.notices).toEqual([]);
  });

  it.each([
    ['half a certificate', root.cert.slice(0, 200)],
    ['a certificate of a server', root.cert + leaf.cert],
    ['zeros', '\0'.repeat(100)],
  ])(
    'N-05 D-01 trusts nothing of a damaged one, keeps it aside and says so once: %s',
    async (_name, text) => {
      const folder = makeFolder();
      writeFileSync(fileIn(folder), text);
      const store = storeIn(folder);
      const [copy] = readdirSync(folder);
      expect(store.list()).toEqual([]);
      expect(store.notices).toEqual([{ code: 'authorities_file_set_aside', fileName: copy }]);
      expect(readFileSync(path.join(folder, copy ?? ''), 'utf8')).toBe(text);
      expect(storeIn(folder).notices).toEqual([]);
      await store.add(store.examine(root.cert));
      expect(storeIn(folder).list()).toHaveLength(1);
    },
  );

  it('N-05 D-06 does not follow a link to a file of somebody else’s choice', () => {
    const folder = makeFolder();
    const elsewhere = path.join(makeFolder(), 'planted.pem');
    writeFileSync(elsewhere, root.cert);
    symlinkSync(elsewhere, fileIn(folder));
    expect(storeIn(folder).list()).toEqual([]);
  });

  it('N-05 changes nothing where the disk takes nothing', async () => {
    const folder = await folderWithRoot();
    mkdirSync(path.join(folder, 'extra-ca.pem.next', 'in-the-way'), { recursive: true });
    const store = storeIn(folder);
    const other = store.examine(makePrivateAuthority({ name: 'Other' }).cert);
    await expect(store.add(other)).rejects.toMatchObject({ code: 'disk_unwritable' });
    const fingerprint = store.list()[0]?.fingerprint ?? '';
    await expect(store.remove(fingerprint)).rejects.toMatchObject({ code: 'disk_unwritable' });
    expect(store.list()).toHaveLength(1);
  });
});
