/** Settings held in memory and written to `settings.json` at each change (requirements D-01, D-04, D-07). */
import { z } from 'zod';
import { defaultSettings, type Settings, settingsSchema } from '../../shared/settings.ts';
import type { Notice } from '../../shared/snapshot.ts';
import { AppError } from '../app-error.ts';
import type { Clock, SettingsStore } from '../ports.ts';
import { openStoreFile, type StoreFile } from './electron-store-files.ts';
import { readGuardedFile, setFileAside } from './guarded-file.ts';
import { parseJson } from './parse-json.ts';

const settingsFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  settings: settingsSchema,
});
const newerSchema = z.looseObject({ schemaVersion: z.number().min(2) });

type Loaded = {
  readonly settings: Settings;
  readonly notices: readonly Notice[];
  readonly readOnly: boolean;
};

/** Every setting that is still valid by itself; `otherwise` for the rest. */
function salvageSettings(raw: unknown, otherwise: Settings): Settings {
  const held = z.looseObject({ settings: z.looseObject({}) }).safeParse(raw).data?.settings ?? {};
  const saved: Record<string, unknown> = { ...otherwise };
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const value = schema.safeParse(held[name]);
    // What is absent has a default, which says nothing about what was chosen.
    if (value.success && Object.hasOwn(held, name)) saved[name] = value.data;
  }
  return settingsSchema.parse(saved);
}

/** The settings before the last write, as far as they are whole. */
function readPrevious(file: string): Settings {
  const read = readGuardedFile(file);
  const raw = read.kind === 'ok' ? parseJson(read.text) : null;
  return salvageSettings(raw, defaultSettings);
}

function loadSettings({ path: file, previousPath }: StoreFile, at: number): Loaded {
  const read = readGuardedFile(file);
  if (read.kind === 'missing') {
    return { settings: defaultSettings, notices: [], readOnly: false };
  }
  if (read.kind === 'unreadable') {
    const notices: Notice[] = [{ code: 'disk_unwritable', fileName: null }];
    return { settings: defaultSettings, notices, readOnly: true };
  }
  const raw = read.kind === 'ok' ? parseJson(read.text) : null;
  const whole = settingsFileSchema.safeParse(raw).data;
  if (whole !== undefined) return { settings: whole.settings, notices: [], readOnly: false };
  const settings = salvageSettings(raw, readPrevious(previousPath));
  if (newerSchema.safeParse(raw).success) {
    return {
      settings,
      notices: [{ code: 'settings_newer_schema', fileName: null }],
      readOnly: true,
    };
  }
  const fileName = setFileAside(file, at);
  return {
    settings,
    notices: [{ code: 'settings_file_set_aside', fileName }],
    readOnly: fileName === null,
  };
}

/** A disk that refuses shows again at the next change, where a person can be told. */
function replaceDamaged(save: () => void): void {
  try {
    save();
  } catch {
    return;
  }
}

/** Loads `settings.json` under `folder` at once and never throws for what it finds there. */
export function createElectronSettingsStore(options: {
  readonly folder: string;
  readonly clock: Clock;
}): SettingsStore {
  const target = openStoreFile({ folder: options.folder, name: 'settings' });
  const loaded = loadSettings(target, options.clock.now().wall);
  let current = loaded.settings;
  let keepOld = loaded.notices.length === 0;
  const save = (settings: Settings): void => {
    if (loaded.readOnly) throw new AppError('disk_unwritable', { reason: 'read_only' });
    target.write(JSON.stringify({ schemaVersion: 1, settings }), { keepOld });
    keepOld = true;
  };
  if (!keepOld && !loaded.readOnly) replaceDamaged(() => save(current));
  return {
    notices: loaded.notices,
    read: () => current,
    write(next) {
      save(next);
      current = next;
    },
  };
}
