/** The small set of choices a person has; each applies the moment it is made. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import { closings, languages, type Settings, themes } from '../../shared/settings.ts';
import { SelectInput } from '../forms/select-input.tsx';
import { useServices } from '../services.tsx';
import { isMac } from '../shell/command-key.ts';
import { useApp } from '../use-snapshot.ts';
import { CertificatesGroup } from './certificates-group.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { useSecondsChoice } from './use-seconds-choice.ts';

const onOrOff = ['on', 'off'] as const;

type SettingsDialogProps = { readonly onClose: () => void };
type Change = (change: Partial<Settings>) => void;
type GroupProps = { readonly settings: Settings; readonly onChange: Change };

/** What main says is shown, so that a change that was not taken is not shown as taken. */
export function SettingsDialog({ onClose }: SettingsDialogProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const { settings } = useApp();
  const [error, setError] = useState<ErrorView | null>(null);

  async function change(part: Partial<Settings>): Promise<void> {
    const answer = await client.request('settings.update', part);
    setError(answer.ok ? null : answer.error);
  }
  const group: GroupProps = { settings, onChange: (part) => void change(part) };
  return (
    <DialogLayout
      title={t('dialogs.settings.title')}
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
    >
      <CopyingGroup {...group} />
      <RefreshingGroup {...group} />
      <RunningGroup {...group} />
      <AppearanceGroup {...group} />
      <CertificatesGroup onError={setError} />
      <p className={styles.muted}>{t('dialogs.settings.applied')}</p>
    </DialogLayout>
  );
}

function CopyingGroup({ settings, onChange }: GroupProps) {
  const { t } = useTranslation();
  const clipboard = useSecondsChoice([10, 20, 30, 60, 120, 300], {
    current: settings.clipboardClearSeconds,
    none: t('dialogs.settings.never'),
  });
  const minimumLeft = useSecondsChoice([30, 60, 120, 300, 600, 1200], {
    current: settings.minimumLeftSeconds === 0 ? null : settings.minimumLeftSeconds,
    none: t('dialogs.settings.anyTime'),
  });
  return (
    <section className={styles.group} aria-label={t('dialogs.settings.copying')}>
      <h3 className={styles.groupTitle}>{t('dialogs.settings.copying')}</h3>
      <SelectInput
        label={t('dialogs.settings.clipboard')}
        hint={t('dialogs.settings.clipboardHint')}
        {...clipboard}
        onChange={(id) => onChange({ clipboardClearSeconds: clipboard.secondsOf(id) })}
        autoFocus
      />
      <SelectInput
        label={t('dialogs.settings.minimumLeft')}
        hint={t('dialogs.settings.minimumLeftHint')}
        {...minimumLeft}
        onChange={(id) => onChange({ minimumLeftSeconds: minimumLeft.secondsOf(id) ?? 0 })}
      />
    </section>
  );
}

function RefreshingGroup({ settings, onChange }: GroupProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.group} aria-label={t('dialogs.settings.refreshing')}>
      <h3 className={styles.groupTitle}>{t('dialogs.settings.refreshing')}</h3>
      <SelectInput
        label={t('dialogs.automaticRefresh.label')}
        hint={t('dialogs.settings.automaticRefreshHint')}
        value={settings.automaticRefresh ? 'on' : 'off'}
        options={onOrOff.map((id) => ({ id, name: t(`dialogs.automaticRefresh.${id}`) }))}
        onChange={(mode) => onChange({ automaticRefresh: mode === 'on' })}
      />
    </section>
  );
}

function RunningGroup({ settings, onChange }: GroupProps) {
  const { t } = useTranslation();
  const names = {
    ask: t(`dialogs.settings.whenClosedAsk${isMac() ? 'Mac' : ''}`),
    keep_running: t('dialogs.settings.whenClosedKeepRunning'),
    quit: t('dialogs.settings.whenClosedQuit'),
  };
  return (
    <section className={styles.group} aria-label={t('dialogs.settings.running')}>
      <h3 className={styles.groupTitle}>{t('dialogs.settings.running')}</h3>
      <SelectInput
        label={t('dialogs.settings.whenClosed')}
        hint={t('dialogs.settings.whenClosedHint')}
        value={settings.whenClosed}
        options={closings.map((id) => ({ id, name: names[id] }))}
        onChange={(whenClosed) => onChange({ whenClosed })}
      />
      <SelectInput
        label={t('dialogs.settings.startAtLogin')}
        hint={t('dialogs.settings.startAtLoginHint')}
        value={settings.startAtLogin ? 'on' : 'off'}
        options={onOrOff.map((id) => ({ id, name: t(`dialogs.automaticRefresh.${id}`) }))}
        onChange={(mode) => onChange({ startAtLogin: mode === 'on' })}
      />
    </section>
  );
}

function AppearanceGroup({ settings, onChange }: GroupProps) {
  const { t } = useTranslation();
  const languageNames = {
    system: t('dialogs.settings.languageSystem'),
    en: t('dialogs.settings.languageEn'),
    'zh-CN': t('dialogs.settings.languageZhCN'),
  };
  const themeNames = {
    system: t('dialogs.settings.themeSystem'),
    light: t('dialogs.settings.themeLight'),
    dark: t('dialogs.settings.themeDark'),
  };
  return (
    <section className={styles.group} aria-label={t('dialogs.settings.appearance')}>
      <h3 className={styles.groupTitle}>{t('dialogs.settings.appearance')}</h3>
      <SelectInput
        label={t('dialogs.settings.language')}
        value={settings.language}
        options={languages.map((id) => ({ id, name: languageNames[id] }))}
        onChange={(language) => onChange({ language })}
      />
      <SelectInput
        label={t('dialogs.settings.theme')}
        value={settings.theme}
        options={themes.map((id) => ({ id, name: themeNames[id] }))}
        onChange={(theme) => onChange({ theme })}
      />
    </section>
  );
}
