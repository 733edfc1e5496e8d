/** Moments as people read them: the time alone for today, the date with it otherwise, and how long ago. */
import type { Language } from '../../shared/settings.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();
const relative = new Map<Language, Intl.RelativeTimeFormat>();

/** `15:07:30` for a moment of the same day as `nowMs`, `3 Mar, 15:07` or `3 Mar 2024, 15:07` for another. */
export function formatMoment(at: number, nowMs: number, language: Language): string {
  const moment = new Date(at);
  const today = new Date(nowMs);
  if (moment.toDateString() === today.toDateString()) return format(language, 'time', moment);
  return format(language, moment.getFullYear() === today.getFullYear() ? 'day' : 'year', moment);
}

/** As `formatMoment`, but for a moment of the same day without the seconds: `14:55`. */
export function formatMinute(at: number, nowMs: number, language: Language): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date(nowMs).toDateString();
  return isToday ? format(language, 'minute', moment) : formatMoment(at, nowMs, language);
}

/** For people in other zones: `12:55:01 UTC` on the same day as `nowMs` there, `3 Mar 2024, 12:55:01 UTC` on another. */
export function formatMomentUtc(at: number, nowMs: number, language: Language): string {
  const moment = new Date(at);
  const isToday = moment.toISOString().slice(0, 10) === new Date(nowMs).toISOString().slice(0, 10);
  return format(language, isToday ? 'utcTime' : 'utc', moment);
}

/** `3 Mar 2026`: the day with its year. */
export function formatDay(at: number, language: Language): string {
  return format(language, 'date', new Date(at));
}

/** Date, time to the second and zone: what to read when it matters. */
export function formatMomentInFull(at: number, language: Language): string {
  return format(language, 'full', new Date(at));
}

/** `3 minutes ago`; anything below a minute counts as one second or more. */
export function formatAgo(ms: number, language: Language): string {
  const formatter =
    relative.get(language) ??
    new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' });
  relative.set(language, formatter);
  const seconds = Math.max(1, Math.floor(ms / 1000));
  if (seconds < 60) return formatter.format(-seconds, 'second');
  if (seconds < 3600) return formatter.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return formatter.format(-Math.floor(seconds / 3600), 'hour');
  return formatter.format(-Math.floor(seconds / 86_400), 'day');
}

type Style = 'date' | 'minute' | 'time' | 'day' | 'year' | 'full' | 'utcTime' | 'utc';
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const full = {
  ...hours,
  second: '2-digit',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZoneName: 'short',
} as const;
const options: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  minute: hours,
  time: { ...hours, second: '2-digit' },
  day: { ...hours, day: 'numeric', month: 'short' },
  year: { ...hours, day: 'numeric', month: 'short', year: 'numeric' },
  full,
  utcTime: { ...hours, second: '2-digit', timeZone: 'UTC', timeZoneName: 'short' },
  utc: { ...full, timeZone: 'UTC' },
};

function format(language: Language, style: Style, moment: Date): string {
  const key = `${language} ${style}`;
  // British order for English: the day comes first, as it does in the rest of the world.
  const locale = language === 'en' ? 'en-GB' : language;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options[style]);
  formatters.set(key, formatter);
  return formatter.format(moment);
}
