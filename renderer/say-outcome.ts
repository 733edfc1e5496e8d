/** Outcomes of copying and refreshing as sentences for a toast. */
import type { TFunction } from 'i18next';
import { formatDuration } from '../shared/format-duration.ts';
import type { CopyOutcome, RefreshAllOutcome, RefreshOutcome } from '../shared/operations.ts';
import type { Language } from '../shared/settings.ts';
import type { ToastContent } from './toasts/toast-store.ts';

/** Names label, user and environment, and says when the clipboard is cleared. */
export function sayCopied(t: TFunction, language: Language, outcome: CopyOutcome): ToastContent {
  const environment =
    outcome.environment === 'none' ? null : t(`window.environment.${outcome.environment}`);
  const whose = [outcome.who, environment].filter((part) => part !== null).join(' · ');
  const isSafe = outcome.saved || !outcome.refreshed;
  const seconds = outcome.clearsAfterMs === null ? null : Math.round(outcome.clearsAfterMs / 1000);
  const clears =
    seconds === null
      ? t('notices.copied.neverClears')
      : t('notices.copied.clears', { count: seconds });
  return {
    tone: outcome.warning === null && isSafe ? 'success' : 'warning',
    title: t(`notices.copied.${outcome.form}`, { label: outcome.label }),
    body: [whose, sayFreshness(t, language, outcome), clears].filter(Boolean).join('\n'),
    topic: 'copy',
  };
}

function sayFreshness(t: TFunction, language: Language, outcome: CopyOutcome): string | null {
  const { remainingMs, warning } = outcome;
  const duration = remainingMs === null ? null : formatDuration(remainingMs, language);
  if (warning !== null) {
    const reason = t(`errors.${warning.code}.title`);
    return duration === null
      ? t('notices.copied.notRefreshedOpen', { reason })
      : t('notices.copied.notRefreshed', { reason, duration });
  }
  const lives = duration === null ? null : t('notices.copied.lives', { duration });
  const refreshed = outcome.refreshed
    ? t(outcome.saved ? 'notices.copied.refreshed' : 'notices.copied.refreshedUnsaved')
    : null;
  return [refreshed, lives].filter((part) => part !== null).join(' ') || null;
}

/** A green word only once the new tokens are safe. */
export function sayRefreshed(t: TFunction, label: string, { saved }: RefreshOutcome): ToastContent {
  if (saved) return { tone: 'success', title: t('notices.refreshed', { label }) };
  return {
    tone: 'warning',
    title: t('notices.refreshedUnsaved', { label }),
    body: t('errors.not_saved.hint'),
  };
}

/** `57 refreshed, 2 need sign-in, 1 cannot refresh`. */
export function sayRefreshedAll(t: TFunction, outcome: RefreshAllOutcome): ToastContent {
  const parts = [
    outcome.refreshed > 0 && t('notices.summary.refreshed', { count: outcome.refreshed }),
    outcome.unsaved > 0 && t('notices.summary.unsaved', { count: outcome.unsaved }),
    outcome.needSignIn > 0 && t('notices.summary.needSignIn', { count: outcome.needSignIn }),
    outcome.cannot > 0 && t('notices.summary.cannot', { count: outcome.cannot }),
    outcome.failed > 0 && t('notices.summary.failed', { count: outcome.failed }),
  ].filter((part) => part !== false);
  return {
    tone: outcome.needSignIn + outcome.failed + outcome.unsaved > 0 ? 'warning' : 'success',
    title: t('notices.summary.title'),
    body:
      parts.length === 0 ? t('notices.summary.nothing') : parts.join(t('notices.summary.joint')),
    topic: 'refresh_all',
  };
}
