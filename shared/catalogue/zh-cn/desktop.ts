/** Simplified Chinese words that main itself shows: the tray's menu and its own questions. */
import type { desktop as english } from '../en/desktop.ts';
import type { Translated } from '../translated.ts';

export const desktop = {
  tray: {
    open: '打开 Tokenward',
    needYou: {
      none: '没有需要处理的账户',
      one: '{{count}} 个账户需要处理',
      other: '{{count}} 个账户需要处理',
    },
    nextRefresh: '下次刷新：{{time}}',
    noRefresh: '没有计划中的刷新',
    refreshAll: '全部刷新',
    quit: '退出 Tokenward',
  },
  closing: {
    question: '要让 Tokenward 留在托盘中运行，使账户保持最新吗？',
    withTray: '点击托盘图标或再次启动 Tokenward 即可重新打开窗口。您可以在“设置”中更改。',
    withoutTray: '此桌面似乎没有托盘。再次启动 Tokenward 即可重新打开窗口。您可以在“设置”中更改。',
    keepRunning: '继续运行',
    quit: '退出',
    cancel: '取消',
  },
  quitting: {
    question: {
      one: '现在退出会丢失 {{count}} 个账户的最新令牌。',
      other: '现在退出会丢失 {{count}} 个账户的最新令牌。',
    },
    detail: '它们只在内存中，因为钥匙串没有接收。请解锁钥匙串后重试。令牌丢失的账户需要重新登录。',
    tryAgain: '重试',
    lose: '退出并丢弃',
    cancel: '取消',
  },
} as const satisfies Translated<typeof english>;
