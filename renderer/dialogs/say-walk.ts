/** The end of a walk through several sign-ins in one line: `5 signed in, 1 skipped, 1 failed`. */
import type { TFunction } from 'i18next';
import type { Walk, WalkEntry } from './sign-in-walk.ts';

/** Leaves out what did not happen. */
export function sayWalk(t: TFunction, { ended, waiting }: Walk): string {
  const count = (outcome: WalkEntry['outcome']): number =>
    ended.filter((it) => it.outcome === outcome).length;
  const parts = [
    { key: 'signedIn', count: count('signed_in') },
    { key: 'skipped', count: count('skipped') },
    { key: 'failed', count: count('failed') },
    { key: 'notTried', count: waiting.length },
  ] as const;
  const said = parts.flatMap((it) =>
    it.count === 0 ? [] : [t(`dialogs.walk.${it.key}`, { count: it.count })],
  );
  return said.length === 0 ? t('dialogs.walk.nothing') : said.join(t('dialogs.walk.joint'));
}
