/** An environment as a word; production alone is red. */
import { useTranslation } from 'react-i18next';
import type { Environment } from '../../shared/account-definition.ts';
import styles from './dialogs.module.css';

/** The word in its own frame. */
export function EnvironmentChip({ environment }: { readonly environment: Environment }) {
  const { t } = useTranslation();
  const className = environment === 'production' ? styles.productionChip : styles.chip;
  return <span className={className}>{t(`dialogs.environment.${environment}`)}</span>;
}
