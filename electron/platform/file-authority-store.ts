/** Keeps the extra certificate authorities in `extra-ca.pem`, mode 0600, replaced whole and synced (N-05, D-01, D-04). */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Notice } from '../../shared/snapshot.ts';
import { AppError } from '../app-error.ts';
import type { Authority, AuthorityStore, Clock } from '../ports.ts';
import { replaceFile } from './durable-write.ts';
import { ensurePrivateFolder, errorCodeOf, readGuardedFile, setFileAside } from './guarded-file.ts';
import { readAuthorities, requireInDate } from './parse-authorities.ts';

type Loaded = {
  readonly held: readonly Authority[];
  readonly notices: readonly Notice[];
  readonly readOnly: boolean;
};

/** Null for a text that is damaged; where nothing is kept it is empty. An authority whose time is over is still read. */
function parseKept(text: string): readonly Authority[] | null {
  try {
    return text.trim() === '' ? [] : readAuthorities(text);
  } catch {
    return null;
  }
}

/** Whoever is in doubt about what is trusted trusts nothing of it. */
function load(file: string, at: number): Loaded {
  const read = readGuardedFile(file);
  if (read.kind === 'missing') return { held: [], notices: [], readOnly: false };
  if (read.kind === 'unreadable') {
    const notices: Notice[] = [{ code: 'disk_unwritable', fileName: null }];
    return { held: [], notices, readOnly: true };
  }
  const held = read.kind === 'ok' ? parseKept(read.text) : null;
  if (held !== null) return { held, notices: [], readOnly: false };
  const fileName = setFileAside(file, at);
  if (fileName !== null) dropDamaged(file);
  return {
    held: [],
    notices: [{ code: 'authorities_file_set_aside', fileName }],
    readOnly: fileName === null,
  };
}

/** Where it stays, the next start says it again. */
function dropDamaged(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    return;
  }
}

/** Loads the file at once and never throws for what it finds there. */
export function createFileAuthorityStore(options: {
  readonly file: string;
  readonly clock: Clock;
}): AuthorityStore {
  const { file, clock } = options;
  const { held: loaded, notices, readOnly } = load(file, clock.now().wall);
  let held = loaded;
  let last: Promise<unknown> = Promise.resolve();
  const change = (next: (now: readonly Authority[]) => readonly Authority[]): Promise<void> => {
    const written = last.then(async () => {
      if (readOnly) throw new AppError('disk_unwritable', { reason: 'read_only' });
      const wanted = next(held);
      await write(file, wanted);
      held = wanted;
    });
    last = written.catch(() => undefined);
    return written;
  };
  return {
    notices,
    list: () => held,
    examine: (text) => {
      const found = readAuthorities(text);
      for (const authority of found) requireInDate(authority, clock.now().wall);
      return found;
    },
    add: (more) =>
      change((now) => [
        ...now,
        ...more.filter((it) => now.every((known) => known.fingerprint !== it.fingerprint)),
      ]),
    remove: (fingerprint) => change((now) => now.filter((it) => it.fingerprint !== fingerprint)),
  };
}

async function write(file: string, authorities: readonly Authority[]): Promise<void> {
  try {
    ensurePrivateFolder(path.dirname(file));
    await replaceFile(file, authorities.map(({ pem }) => pem).join(''));
  } catch (thrown) {
    throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
  }
}
