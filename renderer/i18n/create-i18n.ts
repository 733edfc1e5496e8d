/** The window's words: an i18next instance of its own, so that nothing is shared by way of a global. */
import { createInstance, type i18n } from 'i18next';
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import type { Language } from '../../shared/settings.ts';

/** Ready at once: the words are in the bundle. */
export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      en: { translation: catalogue.en },
      'zh-CN': { translation: catalogue['zh-CN'] },
    },
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return instance;
}
