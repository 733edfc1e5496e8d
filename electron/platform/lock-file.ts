/** A lock made of one file that is taken, taken over from the dead and given up without a moment for two. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorCodeOf } from './guarded-file.ts';
import { type ProcessIdentity, processIdentitySchema } from './process-identity.ts';

/** Each round means that another process was faster; nobody loses so often. */
const mostRounds = 100;
const mostBytes = 4096;
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const createFlags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;

const ownerSchema = processIdentitySchema.extend({ nonce: z.string(), takenAt: z.number() });
/** Who holds a lock: `takenAt` in epoch ms, `nonce` is of this one taking and of no other. */
export type LockOwner = Readonly<z.infer<typeof ownerSchema>>;

/** Whether an owner still runs; `ended` must stay so for ever. */
export type FindStanding = (owner: ProcessIdentity) => 'running' | 'ended' | 'elsewhere';
export type LivingHolder = {
  readonly standing: 'running' | 'elsewhere';
  readonly owner: LockOwner;
};
type Holder = { readonly key: string; readonly owner: LockOwner | null };

export type LockFile = {
  readonly file: string;
  readonly own: LockOwner;
  readonly findStanding: FindStanding;
};

function parseOwner(text: string): LockOwner | null {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Whoever it belongs to: another user's Tokenward on this folder runs as well. */
function readPlainFile(file: string): string | null {
  const descriptor = openSync(file, readFlags);
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= mostBytes ? readFileSync(descriptor, 'utf8') : null;
  } finally {
    closeSync(descriptor);
  }
}

/** Null where nothing has the name; `key` is the same for the very same text only. Throws the system's error. */
function readHolder(file: string): Holder | null {
  try {
    const text = readPlainFile(file);
    if (text === null) return { key: 'no-lock-of-ours', owner: null };
    const key = createHash('sha256').update(text).digest('hex').slice(0, 32);
    return { key, owner: parseOwner(text) };
  } catch (thrown) {
    const code = errorCodeOf(thrown);
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP' || code === 'EISDIR') return { key: 'no-lock-of-ours', owner: null };
    throw thrown;
  }
}

/** The owner of what has this name unless it has ended; what is no whole lock was left by nobody who runs. */
function livingHolderOf(holder: Holder | null, findStanding: FindStanding): LivingHolder | null {
  const owner = holder?.owner ?? null;
  if (owner === null) return null;
  const standing = findStanding(owner);
  return standing === 'ended' ? null : { standing, owner };
}

/** Synced before it gets the lock's name, so that nobody ever reads half of it under that name. */
function writeDraft(file: string, owner: LockOwner): void {
  const descriptor = openSync(file, createFlags, 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(owner));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** False where the name is taken: link(2) never replaces, and of many callers at once one succeeds. */
function linkNew(existing: string, name: string): boolean {
  try {
    linkSync(existing, name);
    return true;
  } catch (thrown) {
    if (errorCodeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

function replace(name: string, draft: string): void {
  const next = `${draft}.next`;
  rmSync(next, { force: true });
  linkSync(draft, next);
  renameSync(next, name);
}

/**
 * A lock whose owner ended is replaced only by whoever holds the claim to exactly that text, itself a lock of this kind.
 * So nobody can have put another lock there between the second look and the renaming. Null: taken.
 */
function claim(name: string, draft: string, lock: LockFile): LivingHolder | null {
  for (let round = 0; round < mostRounds; round += 1) {
    if (linkNew(draft, name)) return null;
    const holder = readHolder(name);
    if (holder === null) continue;
    const living = livingHolderOf(holder, lock.findStanding);
    if (living !== null) return living;
    const claimName = `${lock.file}.claim-${holder.key}`;
    const faster = claim(claimName, draft, lock);
    if (faster !== null) return faster;
    try {
      if (readHolder(name)?.key === holder.key) {
        replace(name, draft);
        return null;
      }
    } finally {
      rmSync(claimName, { force: true });
    }
  }
  return { standing: 'running', owner: lock.own };
}

/** What processes left that were ended in the middle of this; for the holder of the lock alone. */
function sweepRemains({ file, findStanding }: LockFile): void {
  const folder = path.dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(file)}.`)) continue;
    const remains = path.join(folder, name);
    const owner = readHolder(remains)?.owner ?? null;
    if (owner !== null && findStanding(owner) === 'ended') rmSync(remains, { force: true });
  }
}

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // What stays behind is found to be stale.
  }
}

/** Null when the lock is taken, else who has it. Throws the system's error where no file or no link can be made. */
export function takeLockFile(lock: LockFile): LivingHolder | null {
  // A full disk must not hide that somebody holds it, and whoever waits must not write each time.
  const before = livingHolderOf(readHolder(lock.file), lock.findStanding);
  if (before !== null) return before;
  const draft = `${lock.file}.${lock.own.nonce}`;
  try {
    writeDraft(draft, lock.own);
    const faster = claim(lock.file, draft, lock);
    if (faster === null) quietly(() => sweepRemains(lock));
    return faster;
  } finally {
    for (const mine of [draft, `${draft}.next`]) quietly(() => rmSync(mine, { force: true }));
  }
}

/** Removes the lock where it is still this very one. Never throws. */
export function giveUpLockFile({ file, own }: LockFile): void {
  quietly(() => {
    if (readHolder(file)?.owner?.nonce === own.nonce) rmSync(file, { force: true });
  });
}
