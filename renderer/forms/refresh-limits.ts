/** The two limits of automatic refresh as text and back: minutes to have left, hours without use; empty is none. */
import type { FieldProblems } from './field-problem.ts';

type Typed = { readonly minimumLeft: string; readonly refreshInactivity: string };

type Limits = {
  readonly typed: {
    readonly minimumLeftSeconds: number | null;
    readonly refreshInactivityHours: number | null;
  };
  readonly problems: FieldProblems;
};

const mostMinutes = 1440;
const mostHours = 87_600;

/** Seconds as minutes, to two decimals where they are not whole. */
export function minutesText(seconds: number | null): string {
  return seconds === null ? '' : String(Math.round((seconds / 60) * 100) / 100);
}

export function hoursText(hours: number | null): string {
  return hours === null ? '' : String(hours);
}

/** Both as main takes them, with a problem at each that is out of bounds or no number. */
export function readRefreshLimits(form: Typed): Limits {
  const minutes = readNumber(form.minimumLeft, /^\d{1,6}(?:[.,]\d{1,2})?$/);
  const hours = readNumber(form.refreshInactivity, /^\d{1,6}$/);
  const minutesOk = minutes !== 'invalid' && (minutes ?? 0) <= mostMinutes;
  const hoursOk = hours !== 'invalid' && (hours ?? 1) >= 1 && (hours ?? 1) <= mostHours;
  return {
    typed: {
      minimumLeftSeconds: !minutesOk || minutes === null ? null : Math.round(minutes * 60),
      refreshInactivityHours: hoursOk ? hours : null,
    },
    problems: {
      ...(minutesOk ? {} : { minimumLeft: { key: 'minutes', maximum: mostMinutes } }),
      ...(hoursOk ? {} : { refreshInactivity: { key: 'hours', maximum: mostHours } }),
    },
  };
}

function readNumber(text: string, form: RegExp): number | null | 'invalid' {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return form.test(trimmed) ? Number(trimmed.replace(',', '.')) : 'invalid';
}
