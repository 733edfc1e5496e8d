/** Whatever a person chooses in a file dialog is read to a bound or refused in words (N-05). */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChosenText } from '../../../electron/platform/read-chosen-text.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const megabyte = 1024 * 1024;

function makeFile(text: string): string {
  const file = path.join(makeFolder(), 'ca.pem');
  writeFileSync(file, text);
  return file;
}

describe('N-05 a file that was chosen', () => {
  it('is read as UTF-8, up to the bound', async () => {
    expect(await readChosenText(makeFile('grüße'), 10)).toBe('grüße');
    expect(await readChosenText(makeFile('x'.repeat(megabyte)), megabyte)).toHaveLength(megabyte);
  });

  it('is refused beyond the bound', async () => {
    const code = 'file_too_large';
    await expect(
      readChosenText(makeFile('x'.repeat(megabyte + 1)), megabyte),
    ).rejects.toMatchObject({ code });
    await expect(
      readChosenText(makeFile('x'.repeat(2 * megabyte)), megabyte),
    ).rejects.toMatchObject({ code });
  });

  it('is refused when it is gone, a folder, a device or a pipe that nobody writes to', async () => {
    const folder = makeFolder();
    mkdirSync(path.join(folder, 'folder'));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const places = ['gone', 'folder', 'pipe'].map((name) => path.join(folder, name));
    for (const place of [...places, '/dev/zero']) {
      await expect(readChosenText(place, megabyte)).rejects.toMatchObject({
        code: 'file_unreadable',
      });
    }
  });
});
