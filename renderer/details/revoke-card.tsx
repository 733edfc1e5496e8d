/** What ends if I revoke, as what will be asked and never as a promise (RFC 7009); or what came of asking. */
import { ExternalLink, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountDetails } from '../../shared/account-details.ts';
import { type AccountView, type GrantState, isEnding } from '../../shared/account-view.ts';
import { shortAddress } from '../../shared/short-address.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { sayAsk } from '../dialogs/say-ask.ts';
import { heldBy, type RevokeQuestion } from '../dialogs/use-revoke-preview.ts';
import { hostOf } from '../forms/check-address.ts';
import { formatMoment } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { PendingLine } from '../revocation/pending-line.tsx';
import { VerdictList } from '../revocation/verdict-list.tsx';
import { useServices } from '../services.tsx';
import { Card } from './card.tsx';
import styles from './details-panel.module.css';

type RevokeCardProps = {
  readonly account: AccountView;
  readonly details: AccountDetails | null;
};

/** Before anything was asked, and not before the first sign-in: then there is nothing to end. */
export function RevokeCard({ account, details }: RevokeCardProps) {
  const { t } = useTranslation();
  if (isEnding(account.grant)) return null;
  if (!account.accessTokenHeld && !account.refreshTokenHeld) return null;
  return (
    <Card title={t('details.ifYouRevoke')}>
      <p className={styles.text}>
        {sayAsk(t, questionOf(account, details), account.hasProviderPage)}
      </p>
      {account.revocationSupported ? null : <PageButton account={account} />}
    </Card>
  );
}

function questionOf(account: AccountView, details: AccountDetails | null): RevokeQuestion {
  const name = shortAddress(account.server);
  return {
    route: account.revocationRoute,
    provider: name,
    host: hostOf(details?.endpoints?.revocation ?? '') ?? name,
    held: heldBy(account),
    asks: null,
    preview: null,
    isLooking: false,
  };
}

type VerdictsCardProps = { readonly account: AccountView };

/** Each token's verdict, the next try while there is one, and the provider's page while something is left to be done. */
export function VerdictsCard({ account }: VerdictsCardProps) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const { grant } = account;
  if (!isEnding(grant)) return null;
  const isOver = grant.status === 'revoked';
  return (
    <Card
      tone={isOver ? 'plain' : 'bad'}
      title={t(isOver ? 'status.revoked' : 'details.revocationSoFar')}
      side={formatMoment(grant.at, clock.now().wall, language)}
    >
      <VerdictList outcomes={grant.outcomes} isPending={grant.status === 'revocation_pending'} />
      <PendingLine grant={grant} className={styles.next} />
      {isOver ? <LogOutButton account={account} /> : <PageButton account={account} />}
    </Card>
  );
}

/** After revoking, never instead of it (O-47). */
function LogOutButton({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const actions = useActions();
  if (!account.canLogOut) return null;
  return (
    <Button
      className={styles.step}
      icon={LogOut}
      label={t('revocation.logOut.action')}
      onPress={() => void actions.logOut(account.accountId)}
    />
  );
}

function PageButton({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const actions = useActions();
  if (!account.hasProviderPage) return null;
  return (
    <Button
      className={styles.step}
      icon={ExternalLink}
      label={t('revocation.openPage')}
      onPress={() => void actions.openPage(account.accountId)}
    />
  );
}

/** True where the verdicts say more than the problem that was noted with them. */
export function saysItBetter(grant: GrantState, code: string): boolean {
  return isEnding(grant) && code === 'revocation_incomplete';
}
