/** Says once, for the whole app, that the list of accounts cannot be written, and takes that back (requirement D-02). */
import type { DiskTrouble } from '../ports.ts';
import type { Snapshot } from './snapshot.ts';

const troubleNotices = { full: 'disk_unwritable', read_only: 'disk_read_only' } as const;

/** `trouble` null: it is over. */
export function showDiskTrouble(snapshot: Snapshot, trouble: DiskTrouble | null): void {
  const { notices } = snapshot.sections();
  const codes: readonly string[] = Object.values(troubleNotices);
  const others = notices.filter((it) => !codes.includes(it.code));
  // What a newer version wrote says already that nothing is saved.
  const said = others.some((it) => it.code.startsWith('newer_schema'));
  if (trouble === null || said) {
    if (others.length < notices.length) snapshot.update({ notices: others });
    return;
  }
  const notice = { code: troubleNotices[trouble], fileName: 'accounts.json' };
  snapshot.update({ notices: [...others, notice] });
}
