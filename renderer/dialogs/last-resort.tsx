/** The last way to prove a refresh token's end, by presenting it once more: hidden until looked for, with its risk. */
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import forms from '../forms/forms.module.css';
import styles from './dialogs.module.css';
import { canAsk, type RevokeQuestion } from './use-revoke-preview.ts';

type LastResortProps = {
  readonly question: RevokeQuestion;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
};

/** Only where the server is asked about a refresh token and nothing else can show its end. */
export function LastResort({ question, isChosen, onChoose }: LastResortProps) {
  const { t } = useTranslation();
  const hintId = useId();
  if (!isNeeded(question)) return null;
  return (
    <Disclosure className={forms.disclosure ?? ''}>
      <Heading level={3} className={forms.disclosureHeading ?? ''}>
        <Button slot="trigger" className={forms.disclosureButton ?? ''}>
          <ChevronRight size={15} aria-hidden="true" />
          {t('revocation.lastResort')}
        </Button>
      </Heading>
      <DisclosurePanel className={forms.disclosurePanel ?? ''}>
        <label className={styles.checkRow}>
          <input
            type="checkbox"
            checked={isChosen}
            aria-describedby={hintId}
            onChange={(event) => onChoose(event.target.checked)}
          />
          {t('revocation.tryRefreshing')}
        </label>
        <p id={hintId} className={styles.checkHint}>
          {t('revocation.tryRefreshingHint')}
        </p>
      </DisclosurePanel>
    </Disclosure>
  );
}

/** A provider's own check looks at access tokens only. */
function isNeeded(question: RevokeQuestion): boolean {
  const { preview } = question;
  if (preview === null || !canAsk(question)) return false;
  return preview.asks.includes('refresh_token') && preview.proof !== 'introspection';
}
