import '../../fixtures/plain-electron.ts';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createElectronSettingsStore } from '../../../electron/platform/electron-settings-store.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { describeSettingsStore } from '../../fixtures/contracts/settings-store-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeSettingsStore } from '../../fixtures/fake-settings-store.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const clock = createFakeClock();
const open = (folder: string) => createElectronSettingsStore({ folder, clock });

describeSettingsStore('the settings store on disk', () => {
  const folder = makeFolder();
  return {
    store: open(folder),
    setUnwritable: (unwritable) => {
      if (unwritable) {
        renameSync(folder, `${folder}.away`);
        writeFileSync(folder, '');
      } else {
        rmSync(folder);
        renameSync(`${folder}.away`, folder);
      }
    },
  };
});

describeSettingsStore('the settings store in memory', () => {
  const store = createFakeSettingsStore();
  return { store, setUnwritable: store.setUnwritable };
});

describe('the settings store on disk', () => {
  it('finds what the last process wrote', () => {
    const folder = makeFolder();
    open(folder).write({ ...defaultSettings, language: 'zh-CN' });
    expect(open(folder).read().language).toBe('zh-CN');
  });

  it('D-01 keeps every setting that is still valid and sets the damaged file aside', () => {
    const folder = makeFolder();
    const settings = { ...defaultSettings, theme: 'dark', minimumLeftSeconds: -5, other: 1 };
    writeFileSync(
      path.join(folder, 'settings.json'),
      JSON.stringify({ schemaVersion: 1, settings }),
    );
    const store = open(folder);
    expect(store.read()).toEqual({ ...defaultSettings, theme: 'dark' });
    const copy = readdirSync(folder).find((name) => name.includes('.corrupt-'));
    expect(store.notices).toEqual([{ code: 'settings_file_set_aside', fileName: copy }]);
    expect(open(folder).notices).toEqual([]);
    expect(open(folder).read().theme).toBe('dark');
  });

  it('D-01 takes what the damaged file no longer says from the one before', () => {
    const folder = makeFolder();
    open(folder).write({ ...defaultSettings, theme: 'dark' });
    open(folder).write({ ...defaultSettings, theme: 'dark', language: 'zh-CN' });
    writeFileSync(path.join(folder, 'settings.json'), '{"settings":{"minimumLeftSeconds":60');
    expect(open(folder).read()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(open(folder).notices).toEqual([]);
  });

  it.each(['', '\u0000\u0000', '{', '[]', 'null'])(
    'D-01 starts with the defaults when the file holds %j',
    (text) => {
      const folder = makeFolder();
      writeFileSync(path.join(folder, 'settings.json'), text);
      expect(open(folder).read()).toEqual(defaultSettings);
    },
  );

  it('D-07 never overwrites a file of a newer version', () => {
    const folder = makeFolder();
    const file = path.join(folder, 'settings.json');
    const text = JSON.stringify({ schemaVersion: 2, settings: { theme: 'dark', later: true } });
    writeFileSync(file, text);
    const store = open(folder);
    expect(store.read().theme).toBe('dark');
    expect(store.notices).toEqual([{ code: 'settings_newer_schema', fileName: null }]);
    expect(() => store.write(defaultSettings)).toThrow(
      expect.objectContaining({ code: 'disk_unwritable' }),
    );
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
