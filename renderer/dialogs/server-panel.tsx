/** What the server says that it supports, as found by discovery (OpenID Connect Discovery 1.0, RFC 8414). */
import { Check, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GrantType } from '../../shared/account-definition.ts';
import type { ServerCapabilities } from '../../shared/operations.ts';
import { Button } from '../design/button.tsx';
import { hostOf } from '../forms/check-address.ts';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import type { Discovery } from './use-discovery.ts';

type ServerPanelProps = {
  readonly discovery: Discovery;
  /** What the account needs of the server. */
  readonly grantType: GrantType;
  /** False while there is no address worth asking about. */
  readonly canCheck: boolean;
  readonly onCheck: () => void;
};

/** Idle, under way, failed or the list of capabilities. */
export function ServerPanel(props: ServerPanelProps) {
  const { discovery, grantType, canCheck, onCheck } = props;
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
        <PanelBody discovery={discovery} grantType={grantType} />
      </div>
    </section>
  );
}

function PanelBody({ discovery, grantType }: Pick<ServerPanelProps, 'discovery' | 'grantType'>) {
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
      return <Capabilities capabilities={discovery.capabilities} grantType={grantType} />;
  }
}

/** Grants that stand in the list by themselves. */
const shownApart: Readonly<Record<GrantType, readonly string[]>> = {
  authorization_code: ['authorization_code', 'refresh_token'],
  client_credentials: ['client_credentials'],
};

type CapabilitiesProps = {
  readonly capabilities: ServerCapabilities;
  readonly grantType: GrantType;
};

function Capabilities({ capabilities, grantType }: CapabilitiesProps) {
  const { t } = useTranslation();
  const { grants, revocation, introspection } = capabilities;
  const others = grants.filter((grant) => !shownApart[grantType].includes(grant));
  return (
    <>
      <ul className={styles.capabilities}>
        {grantType === 'client_credentials' ? (
          <ClientGrant grants={grants} />
        ) : (
          <CodeGrant capabilities={capabilities} />
        )}
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

function ClientGrant({ grants }: Pick<ServerCapabilities, 'grants'>) {
  const { t } = useTranslation();
  const announced = grants.includes('client_credentials');
  return (
    <Capability
      has={announced ? 'yes' : 'partly'}
      words={t(
        announced ? 'dialogs.server.clientCredentials' : 'dialogs.server.clientCredentialsNot',
      )}
    />
  );
}

function CodeGrant({ capabilities }: Pick<CapabilitiesProps, 'capabilities'>) {
  const { t } = useTranslation();
  const { grants, pkce } = capabilities;
  const signIn = grants.includes('authorization_code');
  const refresh = grants.includes('refresh_token');
  return (
    <>
      <Capability
        has={signIn ? 'yes' : 'no'}
        words={t(signIn ? 'dialogs.server.signIn' : 'dialogs.server.signInNot')}
      />
      <Capability
        has={refresh ? 'yes' : 'partly'}
        words={t(refresh ? 'dialogs.server.refresh' : 'dialogs.server.refreshNot')}
      />
      <Capability
        has={pkce === 'announced' ? 'yes' : 'partly'}
        words={t(`dialogs.server.pkce.${pkce}`)}
      />
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
