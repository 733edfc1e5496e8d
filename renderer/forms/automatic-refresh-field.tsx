/** Whether one account is refreshed by itself: always, never, or only while its token is in use. */
import { useTranslation } from 'react-i18next';
import {
  type AutomaticRefreshMode,
  automaticRefreshModes,
} from '../../shared/account-definition.ts';
import { useApp } from '../use-snapshot.ts';
import { SelectInput } from './select-input.tsx';

type AutomaticRefreshFieldProps = {
  readonly value: AutomaticRefreshMode;
  readonly onChange: (value: AutomaticRefreshMode) => void;
};

/** Says so where the setting of the whole app overrules it. */
export function AutomaticRefreshField({ value, onChange }: AutomaticRefreshFieldProps) {
  const { t } = useTranslation();
  const { settings } = useApp();
  return (
    <SelectInput
      label={t('dialogs.automaticRefresh.label')}
      value={value}
      options={automaticRefreshModes.map((id) => ({
        id,
        name: t(`dialogs.automaticRefresh.${id}`),
      }))}
      onChange={onChange}
      hint={t(
        settings.automaticRefresh
          ? 'dialogs.automaticRefresh.hint'
          : 'dialogs.automaticRefresh.disabled',
      )}
    />
  );
}
