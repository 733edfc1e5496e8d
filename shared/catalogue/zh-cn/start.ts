/** Chinese words of what stands in the way of a start, said before there is a window. */
import type { start as english } from '../en/start.ts';
import type { Translated } from '../translated.ts';

export const start = {
  inUse: {
    title: 'Tokenward 已经打开了这些账户',
    running:
      '进程 {{pid}} 自 {{since}} 起一直打开着它们。两个 Tokenward 同时运行可能使您的登录失效，因此这一个没有启动。没有任何改动。',
    runningStep: '请使用已打开的那一个。如果找不到它，请结束进程 {{pid}}，然后重新启动 Tokenward。',
    elsewhere:
      '{{host}} 上的 Tokenward（那里的进程 {{pid}}）自 {{since}} 起一直打开着这些账户，而在这里无法得知它是否仍在运行。两个同时运行可能使您的登录失效，因此这一个没有启动。没有任何改动。',
    elsewhereStep:
      '请在 {{host}} 上退出 Tokenward，然后在这里重新启动。只有在确定它已不在那里运行时，才先删除此文件：{{file}}',
    quit: '退出',
  },
} as const satisfies Translated<typeof english>;
