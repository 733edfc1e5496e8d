/** The buttons of one found token; where an account here holds it, it is that account which is revoked. */
import { ExternalLink } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import dialogs from '../dialogs/dialogs.module.css';
import { useServices } from '../services.tsx';
import { useAccount } from '../use-snapshot.ts';
import styles from './found.module.css';
import { revocable } from './found-list-state.ts';
import type { FoundRowProps } from './found-row.tsx';

type FoundActionsProps = FoundRowProps & { readonly name: string };

/** Each is described by the name of its token. */
export function FoundActions(props: FoundActionsProps) {
  const { token, row, name, onGoTo, onRevokeAccount } = props;
  const { t } = useTranslation();
  const nameId = useId();
  const { match, whyNot } = token;
  const holder = useAccount(match?.accountId ?? '');
  const isHeld = match?.held === true && holder !== undefined && holder.grant.status !== 'revoked';
  return (
    <div className={styles.actions}>
      <span id={nameId} hidden>
        {name}
      </span>
      {isHeld && row === undefined ? (
        <Button
          label={t('found.revokeAccount')}
          tone="danger"
          aria-describedby={nameId}
          onPress={() => onRevokeAccount(match.accountId)}
        />
      ) : null}
      {match?.held === true && row === undefined ? null : (
        <RevokeButton {...props} nameId={nameId} />
      )}
      {match !== null && whyNot === 'revocation_unsupported' ? (
        <PageButton accountId={match.accountId} nameId={nameId} />
      ) : null}
      {match === null ? null : (
        <Button
          label={t('found.goTo')}
          aria-describedby={nameId}
          onPress={() => onGoTo(match.accountId)}
        />
      )}
    </div>
  );
}

/** Keeps the focus while the host is asked, and takes no further press. */
function RevokeButton(props: FoundActionsProps & { readonly nameId: string }) {
  const { found, token, row, nameId } = props;
  const { t } = useTranslation();
  const { route } = token;
  if (route === null || found.list === null) return null;
  const isAsking = row?.kind === 'asking';
  const routed = revocable(found.list).find((it) => it.index === token.index);
  if (!isAsking && routed === undefined) return null;
  const label = t(row === undefined ? 'found.revoke' : 'found.again');
  return (
    <Button
      label={isAsking ? t('found.revoking', { host: route.host }) : label}
      tone="danger"
      className={isAsking ? dialogs.busyButton : undefined}
      aria-describedby={nameId}
      onPress={() => {
        if (routed !== undefined) void found.revoke([routed]);
      }}
    />
  );
}

type PageButtonProps = { readonly accountId: string; readonly nameId: string };

function PageButton({ accountId, nameId }: PageButtonProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const actions = useActions();
  const open = async (): Promise<void> => {
    const answer = await client.request('account.open_page', { accountId });
    if (!answer.ok) actions.showError(answer.error, { accountId });
  };
  return (
    <Button
      icon={ExternalLink}
      label={t('found.openPage')}
      aria-describedby={nameId}
      onPress={() => void open()}
    />
  );
}
