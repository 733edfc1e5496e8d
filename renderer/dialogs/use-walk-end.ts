/** Tells the end of a walk through several sign-ins in passing where nothing is left to decide. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.tsx';
import { useWalk } from '../use-snapshot.ts';
import { sayWalk } from './say-walk.ts';

/** A dialog that says only that all went well would be one more thing to close. */
export function useWalkEnd(): void {
  const { t } = useTranslation();
  const { toasts, walk: control } = useServices();
  const walk = useWalk();
  useEffect(() => {
    if (walk === null || walk.phase === 'running' || walk.waiting.length > 0) return;
    if (walk.ended.some((it) => it.outcome !== 'signed_in')) return;
    toasts.show({ tone: 'success', title: sayWalk(t, walk), topic: 'walk' });
    control.dismiss();
  }, [walk, control, toasts, t]);
}
