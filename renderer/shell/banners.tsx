/** What stands in the way of the whole app, once and on top: the keychain, a damaged file, sign-ins that wait. */
import { CircleAlert, FileWarning, Globe, LockKeyhole, type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../shared/format-duration.ts';
import type { FlowView, KeychainView } from '../../shared/snapshot.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useUi } from '../ui-state.tsx';
import { useApp, useNow, useWalk } from '../use-snapshot.ts';
import styles from './banners.module.css';

/** Never covers the list: timers go on below. */
export function Banners() {
  const { keychain, notices, flows } = useApp();
  const { state } = useUi();
  const walk = useWalk();
  const shownFlowId =
    state.dialog?.kind === 'waiting' ? state.dialog.flowId : (walk?.flowId ?? null);
  const waiting = flows.filter((flow) => flow.flowId !== shownFlowId && isUnfinished(flow));
  return (
    <div className={styles.banners}>
      <KeychainBanner keychain={keychain} />
      {notices.map((notice) => (
        <NoticeBanner key={notice.code} code={notice.code} fileName={notice.fileName} />
      ))}
      {waiting.map((flow) => (
        <FlowBanner key={flow.flowId} flow={flow} />
      ))}
    </div>
  );
}

function isUnfinished(flow: FlowView): boolean {
  if (flow.status === 'done') return flow.question !== null;
  return flow.status !== 'cancelled';
}

function Banner(props: {
  readonly icon: LucideIcon;
  readonly tone: 'warn' | 'bad' | 'calm';
  readonly title: string;
  readonly text?: string | undefined;
  readonly children: ReactNode;
}) {
  const { icon: Icon, tone, title, text, children } = props;
  return (
    <div className={classNames(styles.banner, styles[tone])}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <span className={styles.title}>{title}</span>
        {text === undefined ? null : <span className={styles.text}>{text}</span>}
      </div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}

function KeychainBanner({ keychain }: { readonly keychain: KeychainView }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { state, name } = keychain;
  if (state === 'ready' || state === 'unknown') return null;
  const texts = {
    locked: 'notices.keychain.lockedText',
    waiting_for_unlock: 'notices.keychain.waitingText',
    missing: 'notices.keychain.missingText',
  } as const;
  return (
    <Banner
      icon={LockKeyhole}
      tone={state === 'missing' ? 'bad' : 'warn'}
      title={t(`notices.keychain.${state}`, { name })}
      text={t(texts[state])}
    >
      <Button label={t('notices.keychain.tryAgain')} onPress={() => void actions.retryKeychain()} />
    </Banner>
  );
}

function NoticeBanner({
  code,
  fileName,
}: {
  readonly code: Parameters<ReturnType<typeof useActions>['dismissNotice']>[0];
  readonly fileName: string | null;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const copy = fileName === null ? t('notices.notSetAside') : t('notices.setAside', { fileName });
  return (
    <Banner icon={FileWarning} tone="warn" title={t(`notices.file.${code}`, { copy })}>
      {code === 'newer_schema' || code === 'newer_schema_unreadable' ? (
        <Button label={t('notices.saveCopy')} onPress={() => void actions.saveAccountsCopy()} />
      ) : null}
      <Button
        tone="quiet"
        icon={X}
        iconOnly
        label={t('notices.dismiss')}
        onPress={() => void actions.dismissNotice(code)}
      />
    </Banner>
  );
}

function FlowBanner({ flow }: { readonly flow: FlowView }) {
  const { t } = useTranslation();
  const { dispatch } = useUi();
  const kind = flow.status === 'done' ? 'question' : flow.status;
  if (kind === 'cancelled') return null;
  const show = () =>
    dispatch({ type: 'dialog_opened', dialog: { kind: 'waiting', flowId: flow.flowId } });
  return (
    <Banner
      icon={kind === 'failed' ? CircleAlert : Globe}
      tone={kind === 'failed' ? 'bad' : 'calm'}
      title={t(`window.flow.${wordsOf(flow, kind)}`, { label: flow.label, server: flow.server })}
    >
      <FlowTimeLeft flow={flow} />
      <Button
        label={kind === 'question' ? t('window.flow.answer') : t('window.flow.show')}
        onPress={show}
      />
    </Banner>
  );
}

type Kind = 'discovering' | 'awaiting_browser' | 'exchanging' | 'failed' | 'question';

function wordsOf({ grantType }: FlowView, kind: Kind) {
  if (grantType !== 'client_credentials') return kind;
  return kind === 'failed' ? 'notIssued' : 'getting';
}

function FlowTimeLeft({ flow }: { readonly flow: FlowView }) {
  const now = useNow();
  const language = useLanguage();
  if (flow.status !== 'awaiting_browser' || flow.expiresAt === null) return null;
  const left = flow.expiresAt - now.wall;
  return <span className={styles.left}>{formatDuration(left, language)}</span>;
}
