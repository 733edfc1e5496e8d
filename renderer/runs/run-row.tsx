/** One account of a run: whose it is, how it stands, and the way to its provider's page where only a hand helps. */
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayVerdictBriefly, startLine } from '../../shared/say-verdict.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { EnvironmentChip } from '../dialogs/environment-chip.tsx';
import { useSaying } from '../revocation/use-saying.ts';
import { useServices } from '../services.tsx';
import { isVerdict, needsHand, type RunRow as Row } from './run-outcome.ts';
import styles from './runs.module.css';
import { outcomeIcons, sayMore, sayOutcome } from './say-run.ts';

/** Fixed in height; what does not fit is cut and stands in its title. */
export function RunRow({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const saying = useSaying();
  const { account, outcome } = row;
  const Icon = outcomeIcons[outcome];
  const more = sayMore(t, saying, row);
  const words = sayOutcome(t, saying, row);
  const isBrief = more !== null && isVerdict(outcome);
  return (
    <>
      <div className={styles.who}>
        <p className={styles.name}>
          <span className={styles.label} title={account.label}>
            {account.label}
          </span>
          {account.environment === 'production' ? (
            <EnvironmentChip environment="production" />
          ) : null}
        </p>
        <p className={styles.small}>
          <span className={styles.cut}>{account.server}</span>
        </p>
      </div>
      <div className={classNames(styles.outcome, styles[outcome])}>
        <Icon size={15} aria-hidden="true" />
        <div>
          <p className={styles.word} title={words}>
            {isBrief ? startLine(sayVerdictBriefly(saying.language, outcome)) : words}
          </p>
          {more === null ? null : (
            <p className={styles.small} title={more}>
              <span className={styles.cut}>{more}</span>
            </p>
          )}
        </div>
      </div>
      {needsHand(outcome) && account.hasPage ? <OpenPage row={row} /> : null}
    </>
  );
}

function OpenPage({ row: { account } }: { readonly row: Row }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const actions = useActions();
  const { accountId } = account;
  const open = async (): Promise<void> => {
    const answer = await client.request('account.open_page', { accountId });
    if (!answer.ok) actions.showError(answer.error, { again: () => void open() });
  };
  return (
    <Button
      tone="link"
      icon={ExternalLink}
      label={t('runs.result.openPage')}
      onPress={() => void open()}
    />
  );
}
