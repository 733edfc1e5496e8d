/** How a line of the audit log says that others are missing, in words that people and programs read alike (requirement D-02). */

/** How many lines, and the moments between which all of them were about something (epoch ms). */
export type AuditGap = { readonly count: number; readonly from: number; readonly to: number };

const form = /^(\d+) lines? from (\S+) to (\S+)$/;

/** `5 lines from 2026-03-03T14:07:30.000Z to 2026-03-03T14:09:11.000Z`; stands where other lines have a label. */
export function gapLabel({ count, from, to }: AuditGap): string {
  const lines = count === 1 ? '1 line' : `${count} lines`;
  return `${lines} from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
}

/** Null for what is no such label. */
export function parseGap(label: string): AuditGap | null {
  const [, count, from, to] = form.exec(label) ?? [];
  const gap = { count: Number(count), from: Date.parse(from ?? ''), to: Date.parse(to ?? '') };
  return Object.values(gap).every(Number.isFinite) ? gap : null;
}
