/** What a dialog says and offers while several sign-ins follow one another: which one this is, `Skip` and `Stop`. */
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useServices } from '../services.tsx';
import { useWalk } from '../use-snapshot.ts';
import styles from './dialogs.module.css';

/** `1 of 7` where this sign-in is part of a walk; undefined where it stands alone. */
export function useWalkPosition(flowId: string | null): string | undefined {
  const { t } = useTranslation();
  const walk = useWalk();
  if (walk === null || walk.phase === 'ended' || walk.flowId !== flowId) return undefined;
  return t('dialogs.walk.position', { at: walk.at, total: walk.total });
}

/** The footer of a sign-in that is part of a walk. */
export function WalkSteps({ isStarting = false }: { readonly isStarting?: boolean }) {
  const { t } = useTranslation();
  const { walk } = useServices();
  return (
    <>
      <p className={`${styles.muted} ${styles.start}`}>{t('dialogs.walk.closing')}</p>
      <Button label={t('dialogs.walk.stop')} onPress={() => void walk.stop()} />
      <Button
        label={t('dialogs.walk.skip')}
        isDisabled={isStarting}
        onPress={() => void walk.skip()}
      />
    </>
  );
}
