/** Which sign-in this is: account, server, environment, the redirect URI of this attempt and the time it has left. */
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../shared/snapshot.ts';
import styles from './dialogs.module.css';
import { EnvironmentChip } from './environment-chip.tsx';
import { TimeLeft } from './time-left.tsx';

/** The facts as a list; what is not known yet is left out. */
export function FlowFacts({ flow }: { readonly flow: FlowView }) {
  const { t } = useTranslation();
  return (
    <dl className={styles.facts}>
      <dt>{t('dialogs.waiting.account')}</dt>
      <dd className={styles.strong}>{flow.label}</dd>
      <dt>{t('dialogs.waiting.server')}</dt>
      <dd>{flow.server}</dd>
      <dt>{t('dialogs.waiting.environment')}</dt>
      <dd>
        <EnvironmentChip environment={flow.environment} />
      </dd>
      {flow.redirectUri === null ? null : (
        <>
          <dt>{t('dialogs.waiting.redirectUri')}</dt>
          <dd>
            <code>{flow.redirectUri}</code>
          </dd>
        </>
      )}
      {flow.status !== 'awaiting_browser' || flow.expiresAt === null ? null : (
        <>
          <dt>{t('dialogs.waiting.timeLeft')}</dt>
          <dd>
            <TimeLeft flow={flow} />
          </dd>
        </>
      )}
    </dl>
  );
}
