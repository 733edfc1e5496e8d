/** The exact redirect URI to register at the server, with a copy button (RFC 8252 section 7.3). */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RedirectHost } from '../../shared/account-definition.ts';
import { redirectUri } from '../../shared/redirect-uri.ts';
import { Button } from '../design/button.tsx';
import { useServices } from '../services.tsx';
import styles from './dialogs.module.css';

type RedirectPanelProps = {
  readonly host: RedirectHost;
  /** Null: any port. */
  readonly port: number | null;
};

/** The address, what its port means, and the button that copies it. */
export function RedirectPanel({ host, port }: RedirectPanelProps) {
  const { t } = useTranslation();
  const { client, toasts } = useServices();
  const [copied, setCopied] = useState<string | null>(null);
  const uri = redirectUri(host, port);
  const isCopied = copied === uri;

  async function copy(): Promise<void> {
    const answer = await client.request('redirect.copy', { host, port });
    if (answer.ok) setCopied(uri);
    else toasts.show({ tone: 'error', title: t(`errors.${answer.error.code}.title`) });
  }
  return (
    <section className={styles.panel} aria-label={t('dialogs.redirect.title')}>
      <h3>{t('dialogs.redirect.title')}</h3>
      <div className={styles.copyRow}>
        <code>{uri}</code>
        <Button
          label={t('dialogs.redirect.copy')}
          icon={isCopied ? Check : Copy}
          iconOnly
          onPress={() => void copy()}
        />
      </div>
      <p className={styles.muted} role="status">
        {isCopied ? `${t('dialogs.redirect.copied')} ` : null}
        {t(port === null ? 'dialogs.redirect.anyPort' : 'dialogs.redirect.exact')}
      </p>
    </section>
  );
}
