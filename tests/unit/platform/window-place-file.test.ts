import '../../fixtures/plain-electron.ts';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWindowPlaceFile } from '../../../electron/platform/window-place-file.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const place = { x: -30, y: 40, width: 900, height: 600, maximized: true };

describe('the file of the window’s place', () => {
  it('gives back what was written, readable by this user alone', () => {
    const folder = makeFolder();
    createWindowPlaceFile(folder).write(place);
    expect(createWindowPlaceFile(folder).read()).toEqual(place);
    const file = path.join(folder, 'window.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ schemaVersion: 1, place });
  });

  it.each([
    '',
    '[]',
    '{"schemaVersion":2}',
    '{"schemaVersion":1,"place":{"x":1e300,"y":0,"width":1,"height":1}}',
    '{"schemaVersion":1,"place":{"x":0,"y":0,"width":"wide","height":1}}',
  ])('is left alone where it makes no sense: %s', (text) => {
    const folder = makeFolder();
    const store = createWindowPlaceFile(folder);
    expect(store.read()).toBeNull();
    writeFileSync(path.join(folder, 'window.json'), text);
    expect(store.read()).toBeNull();
    store.write(place);
    expect(store.read()).toEqual(place);
  });
});
