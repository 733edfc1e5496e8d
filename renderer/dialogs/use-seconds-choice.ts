/** A span of time as a choice among common ones; a value from elsewhere stays choosable. */
import { useTranslation } from 'react-i18next';
import type { Option } from '../forms/select-input.tsx';

type Current = {
  /** Seconds; null is the choice called `none`. */
  readonly current: number | null;
  readonly none: string;
};

type SecondsChoice = {
  readonly value: string;
  readonly options: readonly Option<string>[];
  readonly secondsOf: (id: string) => number | null;
};

const noneId = 'none';

/** Options in order of length, then `none`. */
export function useSecondsChoice(
  common: readonly number[],
  { current, none }: Current,
): SecondsChoice {
  const { t } = useTranslation();
  const all = current === null ? common : [...new Set([...common, current])];
  const nameOf = (seconds: number): string =>
    seconds >= 60 && seconds % 60 === 0
      ? t('dialogs.settings.minutes', { count: seconds / 60 })
      : t('dialogs.settings.seconds', { count: seconds });
  return {
    value: current === null ? noneId : String(current),
    options: [
      ...[...all].sort((a, b) => a - b).map((it) => ({ id: String(it), name: nameOf(it) })),
      { id: noneId, name: none },
    ],
    secondsOf: (id) => (id === noneId ? null : Number(id)),
  };
}
