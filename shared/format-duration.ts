/** Durations as people read them, built from Intl's unit forms; formatters are kept, because making one is slow. */
import type { Language } from './settings.ts';

type Unit = 'day' | 'hour' | 'minute' | 'second';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const unitMs: Readonly<Record<Unit, number>> = {
  day: dayMs,
  hour: hourMs,
  minute: minuteMs,
  second: secondMs,
};

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * The two largest units of `ms`, rounded down, never negative: `3d 4h`, `1h 02m`, `12m 04s`, `42s`; `3天4小时`.
 * The second of the two keeps its width, so that ticking text does not move.
 */
export function formatDuration(ms: number, language: Language): string {
  const left = Math.max(0, ms);
  const joint = language === 'zh-CN' ? '' : ' ';
  const part = (unit: Unit, digits: 1 | 2): string =>
    formatUnit({ unit, language, digits, display: 'narrow' }, partOf(left, unit));
  if (left >= dayMs) return [part('day', 1), part('hour', 1)].join(joint);
  if (left >= hourMs) return [part('hour', 1), part('minute', 2)].join(joint);
  if (left >= minuteMs) return [part('minute', 1), part('second', 2)].join(joint);
  return part('second', 1);
}

/**
 * The same in words and whole minutes, for accessible names: `1 hour, 2 minutes`; null below one minute, which needs a
 * word of its own.
 */
export function formatWholeMinutes(ms: number, language: Language): string | null {
  if (ms < minuteMs) return null;
  const units: readonly Unit[] = ms >= dayMs ? ['day', 'hour'] : ['hour', 'minute'];
  return units
    .map((unit) => [unit, partOf(ms, unit)] as const)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => formatUnit({ unit, language, digits: 1, display: 'long' }, value))
    .join(language === 'zh-CN' ? '' : ', ');
}

/** How many whole `unit`s are in what the next larger unit leaves over. */
function partOf(ms: number, unit: Unit): number {
  const larger: Readonly<Record<Unit, number>> = {
    day: Number.POSITIVE_INFINITY,
    hour: dayMs,
    minute: hourMs,
    second: minuteMs,
  };
  const rest = unit === 'day' ? ms : ms % larger[unit];
  return Math.floor(rest / unitMs[unit]);
}

type Form = {
  readonly unit: Unit;
  readonly language: Language;
  readonly digits: 1 | 2;
  readonly display: 'narrow' | 'long';
};

function formatUnit({ unit, language, digits, display }: Form, value: number): string {
  const key = `${language} ${unit} ${digits} ${display}`;
  const formatter =
    formatters.get(key) ??
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: display,
      minimumIntegerDigits: digits,
      useGrouping: false,
    });
  formatters.set(key, formatter);
  return formatter.format(value);
}
