/** The lock of a profile: whoever holds it is the only process that refreshes what the profile holds (requirement R-09). */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Clock } from '../ports.ts';
import { ensurePrivateFolder, errorCodeOf } from './guarded-file.ts';
import { giveUpLockFile, type LivingHolder, type LockFile, takeLockFile } from './lock-file.ts';
import { findWhetherItRuns, readOwnIdentity } from './process-identity.ts';

/** Whoever quit a moment ago, or takes a stale lock over right now, is waited for. */
const patienceMs = 2_000;
const pauseMs = 50;

export type ProfileLockOptions = { readonly folder: string; readonly clock: Clock };

/** `elsewhere`: on another machine or in another container, so that nobody here can tell whether it still runs. */
export type RefusedLock = LivingHolder & { readonly kind: 'refused'; readonly file: string };
export type LockAttempt =
  /** To be released when nothing of the profile is written any more. */
  | { readonly kind: 'held'; readonly release: () => void }
  | RefusedLock
  /** The disk takes no lock file, or knows no links: nothing is known of other processes. */
  | { readonly kind: 'unwritable'; readonly reason: string };

/** Takes the lock or says who holds it, without waiting. Never throws. */
export function tryProfileLock({ folder, clock }: ProfileLockOptions): LockAttempt {
  const identity = readOwnIdentity();
  const lock: LockFile = {
    file: path.join(folder, 'profile.lock'),
    own: { ...identity, nonce: randomUUID(), takenAt: clock.now().wall },
    findStanding: (owner) => findWhetherItRuns(owner, identity),
  };
  ensurePrivateFolder(folder);
  try {
    const holder = takeLockFile(lock);
    if (holder !== null) return { kind: 'refused', ...holder, file: lock.file };
    return { kind: 'held', release: () => giveUpLockFile(lock) };
  } catch (thrown) {
    return { kind: 'unwritable', reason: errorCodeOf(thrown) };
  }
}

/** The same with two seconds of patience; an owner on another machine is not waited for. */
export async function takeProfileLock(options: ProfileLockOptions): Promise<LockAttempt> {
  const { clock } = options;
  const until = clock.now().monotonic + patienceMs;
  for (;;) {
    const attempt = tryProfileLock(options);
    const worthWaiting = attempt.kind === 'refused' && attempt.standing === 'running';
    if (!worthWaiting || clock.now().monotonic >= until) return attempt;
    await new Promise<void>((resolve) => {
      clock.after(pauseMs, resolve);
    });
  }
}
