/** The words for revoking many accounts in Simplified Chinese. */
import type { runs as english } from '../en/runs.ts';
import type { Translated } from '../translated.ts';

export const runs = {
  native: {
    message: '撤销 {{count}} 个账户的令牌？',
    production: '其中 {{production}} 个是生产账户。',
    detail: '将请求它们的服务器结束此处持有的所有令牌。此操作无法撤回。',
    agree: '撤销',
    cancel: '取消',
  },
} as const satisfies Translated<typeof english>;
