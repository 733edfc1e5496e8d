/** Changes settings: first what the system may refuse, then the file, then what is shown. */
import { resolveLanguage, type Settings } from '../../shared/settings.ts';
import type { AppPorts } from '../ports.ts';
import type { Snapshot } from './snapshot.ts';

/** Throws AppError `login_item_refused` or `disk_unwritable`, and then nothing has changed. */
export function changeSettings(
  ports: AppPorts,
  snapshot: Snapshot,
  change: Partial<Settings>,
): void {
  const before = ports.settings.read();
  const settings = { ...before, ...change };
  const moves = settings.startAtLogin !== before.startAtLogin;
  // First what the system may refuse: a setting that is shown is one that holds.
  if (moves) ports.loginItem.set(settings.startAtLogin);
  try {
    ports.settings.write(settings);
  } catch (thrown) {
    if (moves) ports.loginItem.set(before.startAtLogin);
    throw thrown;
  }
  const language = resolveLanguage(settings.language, ports.preferredLanguages);
  snapshot.update({ settings, language });
}
