/** The window from its providers down: language, theme, then the frame once the snapshot is here. */
import type { i18n as I18n } from 'i18next';
import { useEffect } from 'react';
import { I18nProvider as AriaLocale } from 'react-aria-components';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { catalogue } from '../shared/catalogue/catalogue.ts';
import { ActionsProvider } from './actions-context.tsx';
import { Button } from './design/button.tsx';
import { Dialogs } from './dialogs/dialogs.tsx';
import { useLanguage } from './i18n/use-language.ts';
import { type Services, ServicesProvider, useServices } from './services.tsx';
import { Announcer } from './shell/announcer.tsx';
import { Frame } from './shell/frame.tsx';
import styles from './shell/waiting.module.css';
import { WindowFailure } from './shell/window-failure.tsx';
import { ToastRegion } from './toasts/toast-region.tsx';
import { UiProvider } from './ui-state.tsx';
import { useApp, usePhase } from './use-snapshot.ts';

/** `services` must have been started. */
export function App(props: { readonly services: Services; readonly i18n: I18n }) {
  return (
    <I18nextProvider i18n={props.i18n}>
      <ServicesProvider services={props.services}>
        <WindowFailure words={props.i18n.t}>
          <UiProvider>
            <Localized />
          </UiProvider>
        </WindowFailure>
      </ServicesProvider>
    </I18nextProvider>
  );
}

function Localized() {
  const language = useLanguage();
  const phase = usePhase();
  const { store } = useServices();
  const hasSnapshot = phase === 'ready' || store.app() !== null;
  return (
    <AriaLocale locale={language}>
      <ActionsProvider>
        {hasSnapshot ? <Ready /> : <Waiting hasFailed={phase === 'failed'} />}
        <ToastRegion />
      </ActionsProvider>
    </AriaLocale>
  );
}

function Ready() {
  useAppearance();
  return (
    <>
      <Frame />
      <Dialogs />
      <Announcer />
    </>
  );
}

/** Carries theme and language of the settings to the page and to everything that is written outside of React. */
function useAppearance(): void {
  const { i18n } = useTranslation();
  const { roster } = useServices();
  const { settings, language } = useApp();
  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
    document.documentElement.lang = language;
    roster.setEnvironmentWords(
      catalogue[language].window.environment,
      new Intl.Collator(language, { numeric: true, sensitivity: 'base' }),
    );
  }, [i18n, roster, language]);
  useEffect(() => {
    document.documentElement.dataset.theme = settings.theme;
  }, [settings.theme]);
}

function Waiting({ hasFailed }: { readonly hasFailed: boolean }) {
  const { t } = useTranslation();
  const { store } = useServices();
  if (!hasFailed) {
    return (
      <main className={styles.waiting} aria-busy="true">
        <p className={styles.loading}>{t('window.loading')}</p>
      </main>
    );
  }
  return (
    <main className={styles.waiting}>
      <h1 className={styles.title}>{t('window.failedTitle')}</h1>
      <p className={styles.text}>{t('window.failedText')}</p>
      <Button tone="primary" label={t('window.tryAgain')} onPress={() => void store.reload()} />
    </main>
  );
}
