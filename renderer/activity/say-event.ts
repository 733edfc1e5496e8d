/** What a line of the audit log is about, in words: done, or only tried. */
import type { TFunction } from 'i18next';
import type { AuditEntry, AuditToken } from '../../shared/audit.ts';

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

/** The account's label; what an export or a run wrote in its place, in words. */
export function sayWhose(t: TFunction, { event, label }: AuditEntry): string {
  if (event === 'run_started' || event === 'run_finished') {
    const count = Number(label.split(' ').at(-1));
    return Number.isInteger(count) ? t('activity.ofAccounts', { count }) : label;
  }
  if (event === 'export' && (label === 'csv' || label === 'jsonl')) {
    return t(`activity.format.${label}`);
  }
  return label;
}
