/** The buttons of a row: copy, refresh, revoke, more; an account that needs a person offers its one next step instead. */
import { Ban, Copy, Ellipsis, type LucideIcon, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { Status } from '../../shared/status.ts';
import { useActions } from '../actions-context.tsx';
import { classNames } from '../design/class-names.ts';
import { useUi } from '../ui-state.tsx';
import { useListMenu } from './list-menu.tsx';
import styles from './row-actions.module.css';
import { rowDescriptionId, rowLabelId } from './row-ids.ts';
import { type Possible, type Why, whatIsPossible } from './what-is-possible.ts';

type RowActionsProps = { readonly account: AccountView; readonly status: Status };

/** Presses in here neither select the row nor open it. */
export function RowActions({ account, status }: RowActionsProps) {
  const possible = whatIsPossible(account, status);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps presses of its buttons from reaching the row
    <div
      className={styles.actions}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={keepPressFromRow}
    >
      {possible.nextStep === null ? (
        <UsualActions account={account} possible={possible} />
      ) : (
        <NextStep account={account} step={possible.nextStep} />
      )}
      <MoreButton accountId={account.accountId} />
    </div>
  );
}

function keepPressFromRow(event: React.KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}

function UsualActions(props: { readonly account: AccountView; readonly possible: Possible }) {
  const { account, possible } = props;
  const { accountId } = account;
  const { t } = useTranslation();
  const actions = useActions();
  const { dispatch } = useUi();
  if (account.grant.status === 'revoked') return null;
  const revoke = () => dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke', accountId } });
  return (
    <>
      <RowButton
        {...{ accountId, icon: Copy, label: t('list.copyToken'), why: possible.copy }}
        onPress={() => void actions.copy(accountId, 'token')}
      />
      <RowButton
        {...{ accountId, icon: RefreshCw, label: t('list.refresh'), why: possible.refresh }}
        turning={account.operation === 'refreshing'}
        onPress={() => void actions.refresh(accountId)}
      />
      <RowButton
        {...{ accountId, icon: Ban, label: t('list.revoke'), why: possible.revoke }}
        danger
        onPress={revoke}
      />
    </>
  );
}

function NextStep(props: {
  readonly account: AccountView;
  readonly step: NonNullable<Possible['nextStep']>;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const { dispatch } = useUi();
  const { accountId } = props.account;
  const steps = {
    edit: {
      label: t('list.edit'),
      run: () => dispatch({ type: 'dialog_opened', dialog: { kind: 'edit', accountId } }),
    },
    get_token: { label: t('list.getTokenShort'), run: () => void actions.signInAgain(accountId) },
    sign_in: { label: t('list.signInAgain'), run: () => void actions.signInAgain(accountId) },
    revoke: {
      label: t('list.revoke'),
      run: () => dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke', accountId } }),
    },
    save: { label: t('list.tryAgain'), run: () => void actions.retryKeychain() },
  } as const;
  const { label, run } = steps[props.step];
  return (
    <button
      type="button"
      className={classNames(styles.step, props.step === 'revoke' && styles.dangerStep)}
      aria-describedby={rowLabelId(accountId)}
      disabled={props.account.operation !== 'idle'}
      onClick={run}
    >
      {label}
    </button>
  );
}

type RowButtonProps = {
  readonly accountId: string;
  readonly icon: LucideIcon;
  readonly label: string;
  /** Why it cannot be pressed; it stays reachable, so that everybody can learn why. */
  readonly why: Why | null;
  readonly danger?: boolean;
  readonly turning?: boolean;
  readonly onPress: () => void;
};

function RowButton(props: RowButtonProps) {
  const { accountId, icon: Icon, label, why, onPress } = props;
  const { t } = useTranslation();
  const whyId = `row-${accountId}-why-${why}`;
  const reason = why === null ? null : t(`list.why.${why}`);
  const labelId = rowLabelId(accountId);
  return (
    <>
      <button
        type="button"
        className={classNames(styles.icon, props.danger && styles.danger)}
        aria-label={label}
        aria-disabled={why !== null}
        aria-describedby={reason === null ? labelId : `${labelId} ${whyId}`}
        data-tip={reason === null ? label : `${label}: ${reason}`}
        data-turning={props.turning || undefined}
        onClick={why === null ? onPress : undefined}
      >
        <Icon aria-hidden="true" />
      </button>
      {reason === null ? null : (
        <span hidden id={whyId}>
          {reason}
        </span>
      )}
    </>
  );
}

function MoreButton({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation();
  const menu = useListMenu();
  const label = t('list.moreActions');
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={menu.openFor === accountId}
      aria-describedby={`${rowLabelId(accountId)} ${rowDescriptionId(accountId)}`}
      data-tip={label}
      data-more=""
      onClick={(event) => menu.open(accountId, event.currentTarget)}
    >
      <Ellipsis aria-hidden="true" />
    </button>
  );
}
