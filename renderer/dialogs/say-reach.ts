/** The blast radius of a revocation as sentences: what else ends, what stays alive until when, who else is meant. */
import type { TFunction } from 'i18next';
import type { RevokePreview } from '../../shared/operations.ts';
import type { Cascade } from '../../shared/revocation-route.ts';
import type { Language } from '../../shared/settings.ts';
import { formatMinute } from '../i18n/format-moment.ts';

export type Saying = { readonly t: TFunction; readonly language: Language; readonly now: number };

/** Never empty: that nothing is known to stay is said as well. */
export function sayStays(saying: Saying, preview: RevokePreview): readonly string[] {
  const said = [
    sayAccess(saying, preview),
    sayRefresh(saying, preview),
    sayEarlier(saying, preview),
  ].filter((it) => it !== null);
  return said.length === 0 ? [saying.t('revocation.stay.nothing')] : said;
}

function sayAccess(saying: Saying, preview: RevokePreview): string | null {
  const { t } = saying;
  const { accessTokenHeld, accessTokenEndsAt: end, selfContained, asks, recipe } = preview;
  if (!accessTokenHeld || (end !== null && end <= saying.now)) return null;
  const moment = momentOf(saying, end);
  if (selfContained === true) {
    return moment === null
      ? t('revocation.stay.selfContainedOpen')
      : t('revocation.stay.selfContained', { moment });
  }
  const endsWithRefresh =
    recipe.cascade === 'refresh_ends_access' && asks.includes('refresh_token');
  if (asks.includes('access_token') || endsWithRefresh || endsTheGrant(preview)) return null;
  return moment === null
    ? t('revocation.stay.accessOpen')
    : t('revocation.stay.access', { moment });
}

function sayRefresh({ t }: Saying, preview: RevokePreview): string | null {
  const { refreshTokenHeld, asks } = preview;
  if (!refreshTokenHeld || asks.includes('refresh_token') || endsTheGrant(preview)) return null;
  return t('revocation.stay.refresh');
}

function sayEarlier(saying: Saying, { earlier }: RevokePreview): string | null {
  const { t } = saying;
  if (earlier === null) return null;
  const { count, lastEndsAt } = earlier;
  const since = momentOf(saying, earlier.since) ?? '';
  const moment = momentOf(saying, lastEndsAt);
  return moment === null
    ? t('revocation.stay.earlierOpen', { count, since })
    : t('revocation.stay.earlier', { count, since, moment });
}

function endsTheGrant({ recipe, asks }: RevokePreview): boolean {
  return asks.length > 0 && (recipe.cascade === 'grant' || recipe.cascade === 'sessions');
}

const sharedEnd: Readonly<Record<Cascade, 'ends' | 'mayEnd' | 'stays'>> = {
  grant: 'ends',
  sessions: 'ends',
  refresh_ends_access: 'mayEnd',
  unknown: 'mayEnd',
  token: 'stays',
};

/** Null where no other account here is of the same user at the same client. */
export function sayShares({ t }: Saying, { recipe, sharing, asks }: RevokePreview): string | null {
  if (sharing.length === 0 || asks.length === 0) return null;
  const labels = sharing.map((it) => it.label).join(t('revocation.labelJoint'));
  return t(`revocation.share.${sharedEnd[recipe.cascade]}`, { labels });
}

/** Whose word the facts are, and whether it was ever tried; null for the standard, which every server follows. */
export function sayConfidence({ t }: Saying, { recipe }: RevokePreview): string | null {
  const { provider, source, confidence, triedLive } = recipe;
  if (provider === null) return null;
  const whose = t(`revocation.confident.${confidence}`, { provider, source });
  return triedLive ? whose : `${t('revocation.notTriedLive')} ${whose}`;
}

function momentOf({ language, now }: Saying, at: number | null): string | null {
  return at === null ? null : formatMinute(at, now, language);
}
