/** What a line of the audit log is about, in words: done, or only tried. */
import type { TFunction } from 'i18next';
import type { AuditEntry, AuditToken } from '../../shared/audit.ts';
import { parseGap } from '../../shared/audit-gap.ts';
import { timeSpan } from './log-time.ts';

const tokenWords = {
  access_token: 'details.accessToken',
  refresh_token: 'details.refreshToken',
  id_token: 'details.idToken',
} as const;

/** `Refreshed` where it went well, `Refresh` where it did not; how it went is another thing. */
export function sayEvent(t: TFunction, { event, outcome }: AuditEntry): string {
  return outcome === 'ok' ? t(`details.activity.${event}`) : t(`details.attempt.${event}`);
}

/** `Access token`. */
export function sayToken(t: TFunction, token: AuditToken): string {
  return t(tokenWords[token]);
}

/** The account's label; what an export, a run or a gap wrote in its place, in words. */
export function sayWhose(t: TFunction, { event, label }: AuditEntry): string {
  if (event === 'run_started' || event === 'run_finished') {
    const count = Number(label.split(' ').at(-1));
    return Number.isInteger(count) ? t('activity.ofAccounts', { count }) : label;
  }
  if (event === 'lines_lost') {
    const gap = parseGap(label);
    return gap === null ? label : t('activity.lines', { count: gap.count });
  }
  if (event === 'export' && (label === 'csv' || label === 'jsonl')) {
    return t(`activity.format.${label}`);
  }
  return label;
}

/** When the lines that are missing were about; null for a line that is about no others. */
export function sayPeriod({ event, label }: AuditEntry): string | null {
  const gap = event === 'lines_lost' ? parseGap(label) : null;
  return gap === null ? null : timeSpan(gap);
}
