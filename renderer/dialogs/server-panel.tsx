/** What the server says that it supports, as found by discovery (OpenID Connect Discovery 1.0, RFC 8414). */
import { Check, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ServerCapabilities } from '../../shared/operations.ts';
import { Button } from '../design/button.tsx';
import { hostOf } from '../forms/check-address.ts';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import type { Discovery } from './use-discovery.ts';

type ServerPanelProps = {
  readonly discovery: Discovery;
  /** False while there is no address worth asking about. */
  readonly canCheck: boolean;
  readonly onCheck: () => void;
};

/** Idle, under way, failed or the list of capabilities. */
export function ServerPanel({ discovery, canCheck, onCheck }: ServerPanelProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.panel} aria-label={t('dialogs.server.region')}>
      <div className={styles.panelHead}>
        <h3>{t('dialogs.server.region')}</h3>
        {canCheck ? (
          <Button
            label={t(discovery.kind === 'failed' ? 'dialogs.tryAgain' : 'dialogs.server.check')}
            tone="link"
            onPress={onCheck}
            className={discovery.kind === 'loading' ? styles.busyButton : undefined}
          />
        ) : null}
      </div>
      <div aria-live="polite">
        <PanelBody discovery={discovery} />
      </div>
    </section>
  );
}

function PanelBody({ discovery }: { readonly discovery: Discovery }) {
  const { t } = useTranslation();
  switch (discovery.kind) {
    case 'idle':
      return <p className={styles.muted}>{t('dialogs.server.idle')}</p>;
    case 'loading':
      return (
        <p className={styles.busy}>
          <LoaderCircle size={14} aria-hidden="true" />
          {t('dialogs.server.loading', { host: hostOf(discovery.issuer) ?? discovery.issuer })}
        </p>
      );
    case 'failed':
      return <ErrorNote error={discovery.error} />;
    case 'ready':
      return <Capabilities capabilities={discovery.capabilities} />;
  }
}

const shownApart: readonly string[] = ['authorization_code', 'refresh_token'];

function Capabilities({ capabilities }: { readonly capabilities: ServerCapabilities }) {
  const { t } = useTranslation();
  const { grants, pkce, revocation, introspection } = capabilities;
  const others = grants.filter((grant) => !shownApart.includes(grant));
  const signIn = grants.includes('authorization_code');
  const refresh = grants.includes('refresh_token');
  return (
    <>
      <ul className={styles.capabilities}>
        <Capability
          has={signIn ? 'yes' : 'no'}
          words={t(signIn ? 'dialogs.server.signIn' : 'dialogs.server.signInNot')}
        />
        <Capability
          has={refresh ? 'yes' : 'partly'}
          words={t(refresh ? 'dialogs.server.refresh' : 'dialogs.server.refreshNot')}
        />
        <Capability
          has={pkce === 'announced' ? 'yes' : pkce === 'silent' ? 'partly' : 'no'}
          words={t(`dialogs.server.pkce.${pkce}`)}
        />
        <Capability
          has={revocation ? 'yes' : 'no'}
          words={t(revocation ? 'dialogs.server.revocation' : 'dialogs.server.revocationNot')}
        />
        <Capability
          has={introspection ? 'yes' : 'partly'}
          words={t(
            introspection ? 'dialogs.server.introspection' : 'dialogs.server.introspectionNot',
          )}
        />
      </ul>
      {others.length === 0 ? null : (
        <p className={styles.muted}>
          {t('dialogs.server.otherGrants', { grants: others.join(', ') })}
        </p>
      )}
    </>
  );
}

const icons = { yes: Check, partly: Minus, no: X } as const;

type CapabilityProps = { readonly has: keyof typeof icons; readonly words: string };

function Capability({ has, words }: CapabilityProps) {
  const { t } = useTranslation();
  const Icon = icons[has];
  return (
    <li className={styles[has]}>
      <Icon size={14} role="img" aria-label={t(`dialogs.server.${has}`)} />
      {words}
    </li>
  );
}
