/** The tray's menu as data: the window, who needs a person, the next refresh, refreshing, quitting; never a token. */
import type { MenuItemConstructorOptions } from 'electron';
import type { AccountView } from '../../shared/account-view.ts';
import { fillWords } from '../../shared/catalogue/fill-words.ts';
import type { Now } from '../../shared/expiry.ts';
import type { Language } from '../../shared/settings.ts';
import { needsAttention, statusOf } from '../../shared/status.ts';

export type TrayWords = {
  readonly open: string;
  readonly needYou: { readonly none: string; readonly one: string; readonly other: string };
  readonly nextRefresh: string;
  readonly noRefresh: string;
  readonly refreshAll: string;
  readonly quit: string;
};

export type TrayFacts = {
  readonly accounts: number;
  readonly needYou: number;
  /** Epoch ms; null where nothing is planned. */
  readonly nextRefreshAt: number | null;
};

/** What the tray says of all accounts at `now`. */
export function summarizeAccounts(accounts: Iterable<AccountView>, now: Now): TrayFacts {
  let count = 0;
  let needYou = 0;
  let nextRefreshAt: number | null = null;
  for (const account of accounts) {
    count += 1;
    if (needsAttention(statusOf(account, now))) needYou += 1;
    const at = account.nextRefresh?.at ?? null;
    if (at !== null && (nextRefreshAt === null || at < nextRefreshAt)) nextRefreshAt = at;
  }
  return { accounts: count, needYou, nextRefreshAt };
}

export type TrayMenuInput = {
  readonly words: TrayWords;
  readonly language: Language;
  readonly facts: TrayFacts;
  readonly onOpen: () => void;
  readonly onRefreshAll: () => void;
  readonly onQuit: () => void;
};

/** A moment and not a countdown, because an open menu does not tick. */
export function nextRefreshText({ words, language, facts }: TrayMenuInput): string {
  if (facts.nextRefreshAt === null) return words.noRefresh;
  const format = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  return fillWords(words.nextRefresh, { time: format.format(facts.nextRefreshAt) });
}

/** How many accounts wait for a person, in a sentence. */
export function needYouText({ words, facts }: Pick<TrayMenuInput, 'words' | 'facts'>): string {
  const { none, one, other } = words.needYou;
  if (facts.needYou === 0) return none;
  return fillWords(facts.needYou === 1 ? one : other, { count: facts.needYou });
}

/** The menu, to build with Electron. */
export function buildTrayMenu(input: TrayMenuInput): MenuItemConstructorOptions[] {
  const { words, facts } = input;
  return [
    { label: words.open, click: input.onOpen },
    { type: 'separator' },
    { label: needYouText(input), enabled: facts.needYou > 0, click: input.onOpen },
    { label: nextRefreshText(input), enabled: false },
    { label: words.refreshAll, enabled: facts.accounts > 0, click: input.onRefreshAll },
    { type: 'separator' },
    { label: words.quit, click: input.onQuit },
  ];
}
