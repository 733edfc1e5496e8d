/** Asks main about what a person found and keeps the answer for as long as its dialogs are open; the text is not kept. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import { sayVerdict } from '../../shared/say-verdict.ts';
import { isEnded } from '../../shared/verdict.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { localSaying } from '../revocation/use-saying.ts';
import { useServices } from '../services.tsx';
import {
  byHost,
  type FoundList,
  type RoutedToken,
  type RowState,
  withRow,
} from './found-list-state.ts';
import { sayFoundName } from './say-found-name.ts';

export type Found = {
  /** Null until a text was looked through. */
  readonly list: FoundList | null;
  /** Resolves with what went wrong, or null. */
  readonly examine: (text: string) => Promise<ErrorView | null>;
  /** Hosts at the same time, the tokens of one host one after another. */
  readonly revoke: (tokens: readonly RoutedToken[]) => Promise<void>;
  /** Forgets the list here and in main. */
  readonly forget: () => void;
};

/** While `isOpen` turns false everything is forgotten; answers that still come are told by a toast. */
export function useFound(isOpen: boolean): Found {
  const { client } = useServices();
  const [list, setList] = useState<FoundList | null>(null);
  const shown = useRef<string | null>(null);
  const opened = useRef(0);
  const tellLate = useTellLate();

  const forget = useCallback(() => {
    shown.current = null;
    opened.current += 1;
    setList(null);
    void client.request('found.dismiss', {});
  }, [client]);
  useEffect(() => (isOpen ? forget : undefined), [isOpen, forget]);

  async function examine(text: string): Promise<ErrorView | null> {
    const asked = opened.current;
    const answer = await client.request('found.examine', { text });
    if (opened.current !== asked) {
      void client.request('found.dismiss', {});
      return null;
    }
    if (!answer.ok) return answer.error;
    shown.current = answer.value.findId;
    setList({ ...answer.value, rows: new Map() });
    return null;
  }

  async function revokeOne(findId: string, token: RoutedToken): Promise<void> {
    const note = (row: RowState): void =>
      setList((it) => (it?.findId === findId ? withRow(it, token.index, row) : it));
    note({ kind: 'asking' });
    const answer = await client.request('found.revoke', { findId, index: token.index });
    const row: RowState = answer.ok
      ? { kind: 'ended', ...answer.value }
      : { kind: 'failed', error: answer.error };
    note(row);
    if (shown.current !== findId) tellLate.answer(token, row);
  }

  async function revoke(tokens: readonly RoutedToken[]): Promise<void> {
    const findId = shown.current;
    if (findId === null) return;
    let left = 0;
    const hosts = [...byHost(tokens).values()].map(async (ofHost) => {
      for (const token of ofHost) {
        if (shown.current === findId) await revokeOne(findId, token);
        else left += 1;
      }
    });
    await Promise.all(hosts);
    if (left > 0) tellLate.notSent(left);
  }
  return { list, examine, revoke, forget };
}

function useTellLate() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { clock, toasts } = useServices();
  return {
    answer: (token: RoutedToken, row: RowState): void => {
      const name = sayFoundName(t, token);
      if (row.kind === 'ended') {
        const verdict = sayVerdict(localSaying(language, clock.now().wall), row.outcome);
        const tone = isEnded(row.outcome) ? 'success' : 'error';
        toasts.show({ tone, title: t('found.said', { token: name, verdict }) });
      } else if (row.kind === 'failed') {
        const verdict = t(`errors.${row.error.code}.title`);
        toasts.show({ tone: 'error', title: t('found.said', { token: name, verdict }) });
      }
    },
    notSent: (count: number): void => {
      toasts.show({ tone: 'warning', title: t('found.notSent', { count }) });
    },
  };
}
