/** Whom a revocation of many is about: how many, which, at which servers, and who cannot be revoked from here. */
import type { TFunction } from 'i18next';
import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import dialogStyles from '../dialogs/dialogs.module.css';
import { hostOf } from '../forms/check-address.ts';

const mostNames = 5;

type RunFactsProps = {
  readonly accounts: readonly AccountView[];
  /** In scope, but with nothing that a server could end. */
  readonly leftOut: number;
};

/** Nothing is asked of a server for it: this is what the window knows. */
export function RunFacts({ accounts, leftOut }: RunFactsProps) {
  const { t } = useTranslation();
  const production = accounts.filter((it) => it.definition.environment === 'production');
  const byHand = accounts.filter((it) => !it.revocationSupported);
  return (
    <>
      {production.length === 0 ? null : (
        <p className={dialogStyles.production}>
          <OctagonAlert size={16} aria-hidden="true" />
          {t('runs.confirm.production', { count: production.length })}
        </p>
      )}
      <dl className={dialogStyles.facts}>
        <dt>{t('runs.confirm.accounts')}</dt>
        <dd>{sayFew(t, labelsOf(accounts))}</dd>
        <dt>{t('runs.confirm.servers')}</dt>
        <dd>{sayFew(t, serversOf(accounts))}</dd>
        {byHand.length === 0 ? null : (
          <>
            <dt>{t('runs.confirm.byHand')}</dt>
            <dd>
              {sayFew(t, labelsOf(byHand))}
              <span className={dialogStyles.muted}> {t('runs.confirm.byHandHint')}</span>
            </dd>
          </>
        )}
      </dl>
      {leftOut === 0 ? null : (
        <p className={dialogStyles.muted}>{t('runs.confirm.leftOut', { count: leftOut })}</p>
      )}
    </>
  );
}

function labelsOf(accounts: readonly AccountView[]): readonly string[] {
  return accounts.map((it) => it.definition.label);
}

/** `id.acme.example (3)`, the most concerned first. */
function serversOf(accounts: readonly AccountView[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { server } of accounts) {
    const host = hostOf(server) ?? server;
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([host, count]) => (counts.size === 1 ? host : `${host} (${count})`));
}

function sayFew(t: TFunction, names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(t('runs.confirm.joint'));
  const count = names.length - mostNames;
  return count > 0 ? t('runs.confirm.andMore', { names: shown, count }) : shown;
}
