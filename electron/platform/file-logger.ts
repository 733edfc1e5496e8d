/** Writes what happened as lines of JSON, with listed fields only and each value redacted again (requirement D-09). */
import { appendFile, chmod, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, LogFields, Logger } from '../ports.ts';
import { ensurePrivateFolder } from './guarded-file.ts';
import { redactText } from './redact-text.ts';

const largestFile = 1024 * 1024;
const keptFiles = 3;

/** A field that is not listed is named without its value, so that nothing reaches the log by accident. */
const listedFields: ReadonlySet<string> = new Set([
  'accountId',
  'attempts',
  'bytes',
  'code',
  'count',
  'durationMs',
  'event',
  'flowId',
  'host',
  'kind',
  'name',
  'operation',
  'outcome',
  'phase',
  'reason',
  'state',
  'status',
]);

export type FileLogger = Logger & {
  /** Resolves when everything logged so far is in the file. */
  readonly flush: () => Promise<void>;
};

function cleanFields(fields: LogFields): Record<string, LogFields[string]> {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (!listedFields.has(name)) return [redactText(name), '[not listed]'] as const;
    return [name, typeof value === 'string' ? redactText(value) : value] as const;
  });
  return Object.fromEntries(entries);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

/** `tokenward.log` becomes `.1`, `.1` becomes `.2`; the oldest is overwritten. */
async function rotate(file: string): Promise<void> {
  for (let index = keptFiles - 1; index >= 1; index -= 1) {
    const from = index === 1 ? file : `${file}.${index - 1}`;
    await rename(from, `${file}.${index}`).catch(() => undefined);
  }
}

/** Appends to `tokenward.log` in `folder`; three files of 1 MiB are kept. A disk that refuses loses lines, no more. */
export function createFileLogger(options: {
  readonly folder: string;
  readonly clock: Clock;
}): FileLogger {
  const file = path.join(options.folder, 'tokenward.log');
  let pending = '';
  let writing: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    ensurePrivateFolder(options.folder);
    while (pending !== '') {
      const text = pending;
      pending = '';
      if ((await sizeOf(file)) + text.length > largestFile) await rotate(file);
      await appendFile(file, text, { mode: 0o600 });
      await chmod(file, 0o600);
    }
  };
  const drainOnce = (): Promise<void> => {
    writing ??= drain()
      .catch(() => {
        pending = '';
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  };
  const log = (level: 'info' | 'error', event: string, fields: LogFields): void => {
    const at = new Date(options.clock.now().wall).toISOString();
    const line = { at, level, event: redactText(event), ...cleanFields(fields) };
    pending += `${JSON.stringify(line)}\n`;
    void drainOnce();
  };
  return {
    info: (event, fields = {}) => log('info', event, fields),
    error: (event, fields = {}) => log('error', event, fields),
    flush: drainOnce,
  };
}
