/** Simplified Chinese words of toasts and banners. */
import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../translated.ts';

export const notices = {
  region: '通知',
  dismiss: '关闭',
  forAccount: '{{label}}：{{title}}',
  copied: {
    token: '已复制令牌：{{label}}',
    header: '已复制授权标头：{{label}}',
    refreshed: '已先刷新。',
    clears_other: '剪贴板将在 {{count}} 秒后清除。',
    neverClears: '剪贴板不会自动清除。',
    lives: '令牌剩余有效期 {{duration}}。',
    notRefreshed: '未能刷新（{{reason}}）；令牌剩余有效期 {{duration}}。',
    notRefreshedOpen: '未能刷新（{{reason}}）；已复制现有令牌。',
  },
  refreshed: '已刷新：{{label}}',
  noneToSignIn: '没有账户需要登录。',
  summary: {
    title: '全部刷新',
    joint: '，',
    nothing: '没有可刷新的账户。',
    refreshed_other: '{{count}} 个已刷新',
    needSignIn_other: '{{count}} 个需要重新登录',
    cannot_other: '{{count}} 个无法刷新',
    failed_other: '{{count}} 个失败，没有丢失任何内容',
  },
  keychain: {
    locked: '{{name}} 已锁定',
    lockedText: '解锁后才能复制、刷新或撤销。计时继续，期间不会丢失任何内容。',
    waiting_for_unlock: '{{name}} 等待解锁',
    waitingText: '另一个窗口正在询问密码。计时继续。',
    missing: '未找到钥匙串',
    missingText: '令牌只保存在系统钥匙串中。请启动或安装一个，例如 GNOME Keyring 或 KWallet。',
    tryAgain: '重试',
    nowReady: '{{name}} 已恢复',
    stillNot: '{{name}} 仍无回应',
  },
  file: {
    accounts_file_set_aside:
      '账户列表已损坏，已另存为 {{fileName}}；仍可读取的内容显示在此。钥匙串中的令牌未受影响。',
    settings_file_set_aside: '设置已损坏，已另存为 {{fileName}} 并使用默认设置。',
    newer_schema:
      '账户列表由更新版本的 Tokenward 写入（{{fileName}}）。仅显示而不更改；请更新后继续。',
    disk_unwritable: '无法保存更改：磁盘已满或文件夹只读。您看到的内容仅在内存中。',
  },
} as const satisfies Translated<typeof english>;
