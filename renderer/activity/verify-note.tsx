/** What checking the log's chain found, in plain words: whether it holds, the first broken line, what that means, what to do (D-08). */
import { LoaderCircle, type LucideIcon, ShieldAlert, ShieldCheck, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditCheck } from '../../shared/audit-query.ts';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import styles from './verify-note.module.css';

export type Verification = { readonly phase: 'running' } | { readonly check: AuditCheck };

type Said = {
  readonly icon: LucideIcon;
  readonly tone: 'ok' | 'warn' | 'bad' | 'busy';
  readonly title: string;
  readonly lines: readonly string[];
};

/** Read out when it changes. */
export function VerifyNote(props: {
  readonly verification: Verification | null;
  readonly onDismiss: () => void;
}) {
  const { verification, onDismiss } = props;
  const { t } = useTranslation();
  const say = useSaidCheck();
  const running: Said = {
    icon: LoaderCircle,
    tone: 'busy',
    title: t('activity.verify.running'),
    lines: [],
  };
  const said =
    verification === null ? null : 'check' in verification ? say(verification.check) : running;
  return (
    <div role="status">
      {said === null ? null : (
        <div className={classNames(styles.note, styles[said.tone])}>
          <said.icon aria-hidden="true" className={styles.icon} />
          <div className={styles.words}>
            <strong className={styles.title}>{said.title}</strong>
            {said.lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          {said.tone === 'busy' ? null : (
            <Button
              tone="quiet"
              icon={X}
              iconOnly
              label={t('activity.verify.dismiss')}
              onPress={onDismiss}
            />
          )}
        </div>
      )}
    </div>
  );
}

function useSaidCheck(): (check: AuditCheck) => Said {
  const { t } = useTranslation();
  return (check) => (check.broken === null ? sayIntact(check) : sayBroken(check.broken, check));

  /** Green says that nothing is left unchecked, and that nothing happened that the log does not hold. */
  function sayIntact({ lines, torn, lost, waiting, ...compared }: AuditCheck): Said {
    const isCompared = compared.head === 'matches';
    const isWhole = isCompared && lost === 0 && waiting === 0;
    const found = isCompared ? 'ok' : 'agrees';
    const told = { torn, lost, waiting };
    return {
      icon: isWhole ? ShieldCheck : ShieldAlert,
      tone: isWhole ? 'ok' : 'warn',
      title:
        lines === 0 ? t('activity.verify.empty') : t(`activity.verify.${found}`, { count: lines }),
      lines: [
        sayCompared(compared),
        ...(['torn', 'lost', 'waiting'] as const)
          .filter((what) => told[what] > 0)
          .map((what) => t(`activity.verify.${what}`, { count: told[what] })),
      ],
    };
  }

  function sayCompared({ head, since }: Pick<AuditCheck, 'head' | 'since'>): string {
    const isLate = head === 'matches' && since !== null && since > 1;
    return t(`activity.verify.head.${isLate ? 'followed' : head}`, { since: since ?? 0 });
  }

  function sayBroken(
    { line, fileName, lineInFile, fault }: NonNullable<AuditCheck['broken']>,
    compared: Pick<AuditCheck, 'head' | 'since'>,
  ): Said {
    const meaning = fault === 'cut' || fault === 'rewritten' ? fault : 'before';
    return {
      icon: ShieldAlert,
      tone: 'bad',
      title: t(`activity.verify.fault.${fault}`, { line }),
      lines: [
        ...(fileName === '' ? [] : [t('activity.verify.place', { fileName, line: lineInFile })]),
        t(`activity.verify.meaning.${meaning}`),
        t('activity.verify.next'),
        // Of a broken log the keychain's agreement is no comfort; that nothing was compared is worth saying.
        ...(compared.head === 'matches' || compared.head === 'anew' ? [] : [sayCompared(compared)]),
      ],
    };
  }
}
