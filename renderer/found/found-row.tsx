/** One found token: what it is, what it says of itself, who holds it here, where it would go, and what became of it. */
import { FileKey } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isEnding } from '../../shared/account-view.ts';
import type { FoundToken } from '../../shared/found-token.ts';
import { formatMoment } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { useAccount } from '../use-snapshot.ts';
import styles from './found.module.css';
import { FoundActions } from './found-actions.tsx';
import type { FoundDialogProps } from './found-dialog.tsx';
import type { RowState } from './found-list-state.ts';
import { FoundResult } from './found-result.tsx';
import { sayFoundName } from './say-found-name.ts';
import { sayWhyNot } from './say-why-not.ts';

export type FoundRowProps = FoundDialogProps & {
  readonly token: FoundToken;
  readonly row: RowState | undefined;
};

/** A list item named by what the token is. */
export function FoundRow(props: FoundRowProps) {
  const { token, row } = props;
  const { t } = useTranslation();
  const name = sayFoundName(t, token);
  return (
    <li className={styles.token} aria-label={name}>
      <FileKey size={16} aria-hidden="true" />
      <div className={styles.facts}>
        <p className={styles.name}>{name}</p>
        <Identity token={token} />
        <Holder token={token} isEnded={row?.kind === 'ended'} />
        {row?.kind === 'ended' ? null : <Destination token={token} />}
        <FoundResult token={token} row={row} />
        <FoundActions {...props} name={name} />
      </div>
    </li>
  );
}

/** Prefix and fingerprint are all there is of the token itself. */
function Identity({ token }: { readonly token: FoundToken }) {
  const { t } = useTranslation();
  const { prefix, fingerprint, name, match } = token;
  return (
    <>
      <p className={styles.identity}>
        {match === null || name === null ? null : <span>{name}</span>}
        {prefix === '' ? null : <code>{prefix}…</code>}
        <code>{t('found.fingerprint', { fingerprint })}</code>
      </p>
      <Claims token={token} />
    </>
  );
}

function Claims({ token: { claims } }: { readonly token: FoundToken }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  if (claims === null) return null;
  const { issuer, expiresAt } = claims;
  const now = clock.now().wall;
  const ends =
    expiresAt === null
      ? null
      : t(expiresAt > now ? 'found.ends' : 'found.ended', {
          moment: formatMoment(expiresAt, now, language),
        });
  return (
    <p className={styles.claims}>
      {[issuer === null ? t('found.noIssuer') : t('found.issuer', { issuer }), ends]
        .filter((it) => it !== null)
        .join(' · ')}
    </p>
  );
}

type HolderProps = { readonly token: FoundToken; readonly isEnded: boolean };

function Holder({ token: { match }, isEnded }: HolderProps) {
  const { t } = useTranslation();
  const account = useAccount(match?.accountId ?? '');
  if (match === null) return null;
  const { label, held } = match;
  // What became of it, and of the account, stands with the verdict.
  if (held && isEnded) return null;
  // Revoked from here or elsewhere since the text was looked at.
  const grant = account?.grant;
  if (held && grant !== undefined && isEnding(grant)) {
    return <p>{t(`found.holder.${grant.status}`, { label })}</p>;
  }
  return (
    <p>
      {t(held ? 'found.held' : 'found.heldBefore', { label })}
      {held ? ` ${t('found.revokeAccountHint')}` : null}
    </p>
  );
}

function Destination({ token }: { readonly token: FoundToken }) {
  const { t } = useTranslation();
  const { route } = token;
  if (route === null) {
    return (
      <p className={styles.nowhere}>
        <strong>{t('found.nowhere')}</strong> {sayWhyNot(t, token)}
      </p>
    );
  }
  const { host, provider, source, confidence, triedLive, ownerIsNotified } = route;
  return (
    <>
      <p className={styles.destination}>{t('found.sentTo', { host })}</p>
      <p className={styles.sure}>
        {[
          t(`found.confidence.${confidence}`, { provider, source }),
          triedLive || confidence === 'specification' ? null : t('found.notTriedLive'),
          ownerIsNotified ? t('found.ownerIsNotified', { provider }) : null,
        ]
          .filter((it) => it !== null)
          .join(' ')}
      </p>
    </>
  );
}
