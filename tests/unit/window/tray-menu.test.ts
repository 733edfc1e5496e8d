import { describe, expect, it } from 'vitest';
import {
  buildTrayMenu,
  summarizeAccounts,
  type TrayFacts,
} from '../../../electron/window/tray-menu.ts';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { Language } from '../../../shared/settings.ts';
import { sampleAccount } from '../../fixtures/sample-views.ts';

const at = new Date(2026, 4, 4, 14, 5).getTime();
const facts: TrayFacts = { accounts: 9, needYou: 2, nextRefreshAt: at };

function build(change: Partial<TrayFacts> = {}, language: Language = 'en') {
  const calls: string[] = [];
  const menu = buildTrayMenu({
    words: catalogue[language].desktop.tray,
    language,
    facts: { ...facts, ...change },
    onOpen: () => void calls.push('open'),
    onRefreshAll: () => void calls.push('refresh all'),
    onQuit: () => void calls.push('quit'),
  });
  const shown = menu.map(({ type, label = '', enabled = true }) =>
    type === 'separator' ? '-' : `${enabled ? '' : '(off) '}${label}`,
  );
  return { menu, calls, shown };
}

describe('the menu of the tray', () => {
  it('says who needs a person and when the next refresh is, in both languages', () => {
    expect(build().shown).toEqual([
      'Open Tokenward',
      '-',
      '2 accounts need you',
      '(off) Next refresh at 2:05 PM',
      'Refresh all',
      '-',
      'Quit Tokenward',
    ]);
    expect(build({}, 'zh-CN').shown).toEqual([
      '打开 Tokenward',
      '-',
      '2 个账户需要处理',
      '(off) 下次刷新：14:05',
      '全部刷新',
      '-',
      '退出 Tokenward',
    ]);
  });

  it.each([
    [{ needYou: 0 }, 2, '(off) No account needs you'],
    [{ needYou: 1 }, 2, '1 account needs you'],
    [{ nextRefreshAt: null }, 3, '(off) No refresh planned'],
    [{ accounts: 0 }, 4, '(off) Refresh all'],
  ])('of %o says so', (change, position, expected) => {
    expect(build(change).shown[position]).toBe(expected);
  });

  it('opens, refreshes and quits', () => {
    const { menu, calls } = build();
    for (const item of menu) (item.click as (() => void) | undefined)?.();
    expect(calls).toEqual(['open', 'open', 'refresh all', 'quit']);
  });
});

describe('what the tray says of the accounts', () => {
  it('counts those that need a person and finds the earliest refresh', () => {
    const now = { wall: at, monotonic: 0 };
    const refused = {
      status: 'refused',
      at,
      error: { code: 'grant_refused', details: {} },
    } as const;
    const views = [
      sampleAccount({ nextRefresh: { at: at + 9_000, monotonicAt: 9_000 } }),
      sampleAccount({ nextRefresh: { at: at + 5_000, monotonicAt: 5_000 } }),
      sampleAccount({ nextRefresh: null, grant: refused }),
      sampleAccount({ nextRefresh: null, saved: false }),
    ];
    expect(summarizeAccounts(views, now)).toEqual({
      accounts: 4,
      needYou: 2,
      nextRefreshAt: at + 5_000,
    });
    expect(summarizeAccounts([], now)).toEqual({ accounts: 0, needYou: 0, nextRefreshAt: null });
  });
});
