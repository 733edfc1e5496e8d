/** One sign-in after another in one dialog, and at the end what became of each that still needs a person. */
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../shared/snapshot.ts';
import { Button } from '../design/button.tsx';
import { sayError, type Words } from '../errors/say-error.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { useApp } from '../use-snapshot.ts';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { FlowQuestionDialog } from './flow-question.tsx';
import { GettingToken } from './getting-token.tsx';
import { sayWalk } from './say-walk.ts';
import type { Walk, WalkEntry } from './sign-in-walk.ts';
import { StartingFlow } from './starting-flow.tsx';
import { WaitingFlow } from './waiting-flow.tsx';

/** Closing ends the walk and leaves the sign-in on screen waiting. */
export function WalkDialog({ walk }: { readonly walk: Walk }) {
  const services = useServices();
  const { flows } = useApp();
  if (walk.phase === 'ended') return <WalkSummary walk={walk} />;
  const flow = flows.find((it) => it.flowId === walk.flowId);
  const leave = (): void => services.walk.leave();
  if (flow === undefined) return <StartingFlow onClose={leave} />;
  return <WalkStep key={flow.flowId} flow={flow} onClose={leave} />;
}

function WalkStep({ flow, onClose }: { readonly flow: FlowView; readonly onClose: () => void }) {
  const { walk } = useServices();
  const { question } = flow;
  const Waiting = flow.grantType === 'client_credentials' ? GettingToken : WaitingFlow;
  if (question === null) return <Waiting flow={flow} onClose={onClose} />;
  const goOn = (): void => walk.leaveQuestion(flow.flowId);
  return <FlowQuestionDialog flow={flow} question={question} onClose={goOn} />;
}

function WalkSummary({ walk }: { readonly walk: Walk }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { walk: control, store } = useServices();
  const open = walk.ended.filter((it) => it.outcome !== 'signed_in');
  const untried = walk.waiting.map((accountId) => ({
    accountId,
    label: store.account(accountId)?.definition.label ?? '',
  }));
  const again = [...open, ...untried].map((it) => it.accountId);
  return (
    <DialogLayout
      title={sayWalk(t, walk)}
      onClose={control.dismiss}
      closeButton={false}
      footer={
        <>
          <Button label={t('dialogs.close')} onPress={control.dismiss} />
          <Button
            label={t('dialogs.tryAgain')}
            tone="primary"
            onPress={() => control.start(again)}
            autoFocus
          />
        </>
      }
    >
      <p className={styles.lead}>{t('dialogs.walk.stillNeed')}</p>
      <ul className={styles.remaining}>
        {open.map((it) => (
          <Remaining key={it.accountId} label={it.label} reason={reasonOf({ t, language }, it)} />
        ))}
        {untried.map((it) => (
          <Remaining key={it.accountId} label={it.label} reason={t('dialogs.walk.wasNotTried')} />
        ))}
      </ul>
    </DialogLayout>
  );
}

function Remaining({ label, reason }: { readonly label: string; readonly reason: string }) {
  return (
    <li>
      <span className={styles.strong}>{label}</span>
      <span className={styles.lead}>{reason}</span>
    </li>
  );
}

function reasonOf({ t, language }: Words, { outcome, error }: WalkEntry): string {
  if (outcome === 'skipped') return t('dialogs.walk.wasSkipped');
  if (error === null) return t('dialogs.walk.somebodyElse');
  const { title, fromServer } = sayError({ t, language }, error);
  return fromServer === null ? title : `${title} · ${fromServer}`;
}
