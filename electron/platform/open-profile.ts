/** Opens the profile that Electron runs with: its lock first, and only then what it holds. */
import { app } from 'electron';
import { type RefusedLock, takeProfileLock } from './profile-lock.ts';
import { createRealPorts } from './real-ports.ts';
import { createSystemClock } from './system-clock.ts';

export type OpenedProfile =
  | { readonly kind: 'open'; readonly ports: ReturnType<typeof createRealPorts> }
  | RefusedLock;

/**
 * Call it once Electron is ready. Where the disk takes no lock file, only Electron's own single-instance lock is left:
 * a full disk must not keep anybody from revoking.
 */
export async function openProfile(): Promise<OpenedProfile> {
  const lock = await takeProfileLock({
    folder: app.getPath('userData'),
    clock: createSystemClock(),
  });
  if (lock.kind === 'refused') return lock;
  // The very last moment of the process: nothing can be written after it.
  if (lock.kind === 'held') process.once('exit', lock.release);
  const ports = createRealPorts();
  if (lock.kind === 'unwritable') ports.logger.error('profile.no_lock', { reason: lock.reason });
  return { kind: 'open', ports };
}
