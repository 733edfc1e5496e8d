/** The certificate authorities that are trusted besides the system's: main asks for the file and for trust (N-05). */
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuthorityView, formatFingerprint } from '../../shared/certificate-authority.ts';
import type { ErrorView, Result } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { formatDay } from '../i18n/format-moment.ts';
import { useServices } from '../services.tsx';
import { useApp, useNow } from '../use-snapshot.ts';
import styles from './certificates-group.module.css';
import dialog from './dialogs.module.css';

/** Enough to tell two apart; the whole is in the question and in the tooltip. */
const shownBytes = 8;

type CertificatesGroupProps = { readonly onError: (error: ErrorView | null) => void };

/** What became of it is said beside the button; what went wrong, where the dialog says it. */
export function CertificatesGroup({ onError }: CertificatesGroupProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const { authorities } = useApp();
  const [said, setSaid] = useState('');
  const [isAsking, setIsAsking] = useState(false);

  function tell<T>(answer: Result<T>, say: (value: T) => string): void {
    onError(answer.ok ? null : answer.error);
    setSaid(answer.ok ? say(answer.value) : '');
  }
  async function add(): Promise<void> {
    setIsAsking(true);
    const answer = await client.request('authority.add', {});
    setIsAsking(false);
    tell(answer, (outcome) => {
      if (outcome.kind === 'added') return t('certificates.added', { count: outcome.count });
      return outcome.kind === 'known' ? t('certificates.known') : '';
    });
  }
  async function remove({ fingerprint }: AuthorityView): Promise<void> {
    const answer = await client.request('authority.remove', { fingerprint });
    tell(answer, () => t('certificates.removed'));
  }
  return (
    <section className={dialog.group} aria-label={t('certificates.title')}>
      <h3 className={dialog.groupTitle}>{t('certificates.title')}</h3>
      <p className={dialog.muted}>{t('certificates.hint')}</p>
      <div className={styles.add}>
        <Button
          label={t('certificates.add')}
          icon={Plus}
          className={isAsking ? dialog.busyButton : undefined}
          onPress={() => {
            if (!isAsking) void add();
          }}
        />
        <p role="status" className={styles.said}>
          {said}
        </p>
      </div>
      {authorities.length === 0 ? null : (
        <ul className={styles.list} aria-label={t('certificates.list')}>
          {authorities.map((authority) => (
            <AuthorityRow
              key={authority.fingerprint}
              authority={authority}
              onRemove={() => void remove(authority)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type AuthorityRowProps = { readonly authority: AuthorityView; readonly onRemove: () => void };

function AuthorityRow({ authority, onRemove }: AuthorityRowProps) {
  const { t } = useTranslation();
  const { language } = useApp();
  const now = useNow();
  const subjectId = useId();
  const { subject, fingerprint, expiresAt } = authority;
  const hasEnded = expiresAt <= now.wall;
  const date = formatDay(expiresAt, language);
  return (
    <li className={styles.row}>
      <div>
        <p id={subjectId} className={styles.subject}>
          {subject}
        </p>
        <p className={hasEnded ? styles.ended : styles.until}>
          {t(hasEnded ? 'certificates.ended' : 'certificates.until', { date })}
        </p>
        <p className={styles.fingerprint} title={formatFingerprint(fingerprint)}>
          SHA-256 {formatFingerprint(fingerprint, shownBytes)}…
        </p>
      </div>
      <Button label={t('certificates.remove')} aria-describedby={subjectId} onPress={onRemove} />
    </li>
  );
}
