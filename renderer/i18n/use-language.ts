/** The language on screen, for what the catalogue cannot say: numbers, dates, durations, order. */
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/settings.ts';

/** The language that the words around the caller are in. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
}
