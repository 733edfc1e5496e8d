/** The one question before all found tokens go: which host gets how many; the focus rests on Cancel. */
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { DialogLayout } from '../dialogs/dialog-layout.tsx';
import dialogs from '../dialogs/dialogs.module.css';
import { EnvironmentChip } from '../dialogs/environment-chip.tsx';
import { useAccount } from '../use-snapshot.ts';
import styles from './found.module.css';
import { byHost, type RoutedToken } from './found-list-state.ts';

type ConfirmAllProps = {
  readonly tokens: readonly RoutedToken[];
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
};

/** Escape goes back to the list. */
export function ConfirmAll({ tokens, onCancel, onConfirm }: ConfirmAllProps) {
  const { t } = useTranslation();
  const count = tokens.length;
  const held = tokens.flatMap(({ match }) => (match?.held === true ? [match] : []));
  const holders = new Map(held.map(({ accountId, label }) => [accountId, label]));
  return (
    <DialogLayout
      key="confirm"
      title={t('found.allTitle', { count })}
      role="alertdialog"
      onClose={onCancel}
      footer={
        <>
          <Button label={t('dialogs.cancel')} onPress={onCancel} autoFocus />
          <Button
            label={t('found.confirmAll', { count })}
            tone="danger_solid"
            onPress={onConfirm}
          />
        </>
      }
    >
      <p className={dialogs.text}>{t('found.allText')}</p>
      <ul className={styles.hosts}>
        {[...byHost(tokens)].map(([host, ofHost]) => (
          <li key={host}>
            <code>{host}</code>
            <span>{t('found.allHost', { count: ofHost.length })}</span>
          </li>
        ))}
      </ul>
      {holders.size === 0 ? null : (
        <>
          <p className={dialogs.text}>{t('found.allHeld', { count: holders.size })}</p>
          <ul className={styles.holders}>
            {[...holders].map(([accountId, label]) => (
              <HolderName key={accountId} accountId={accountId} label={label} />
            ))}
          </ul>
        </>
      )}
    </DialogLayout>
  );
}

type HolderNameProps = { readonly accountId: string; readonly label: string };

/** Two accounts may have one name, and one of them be production. */
function HolderName({ accountId, label }: HolderNameProps) {
  const account = useAccount(accountId);
  return (
    <li>
      {label}{' '}
      {account === undefined ? null : (
        <EnvironmentChip environment={account.definition.environment} />
      )}
    </li>
  );
}
