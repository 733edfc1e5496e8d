/** The status words in Simplified Chinese. */
import type { status as english } from '../en/status.ts';
import type { Translated } from '../translated.ts';

export const status = {
  revoked: '已撤销',
  not_revoked: '未撤销',
  alive_until: '有效期至',
  revocation_pending: '等待撤销',
  revoking: '正在撤销',
  refreshing: '正在刷新',
  needs_sign_in: '需要重新登录',
  needs_correction: '需要更正',
  no_token: '尚无令牌',
  not_saved: '尚未保存',
  server_unavailable: '服务器不可用',
  expired: '已过期',
  expiring_soon: '即将过期',
  no_expiry: '未声明有效期',
  active: '有效',
} as const satisfies Translated<typeof english>;
