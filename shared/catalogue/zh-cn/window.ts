/** Simplified Chinese words of the frame. */
import type { window as english } from '../en/window.ts';
import type { Translated } from '../translated.ts';

export const window = {
  title: 'Tokenward',
  main: '账户及其详情',
  toolbar: '工具栏',
  addAccount: '添加账户',
  refreshAll: '全部刷新',
  refreshingAll: '正在刷新…',
  settings: '设置',
  search: '搜索账户',
  clearSearch: '清除搜索',
  views: '视图',
  view: {
    all: '所有账户',
    needs_attention: '需要处理',
    expiring_soon: '即将过期',
  },
  environments: '环境',
  environment: {
    none: '未指定环境',
    production: '生产',
    staging: '预发布',
    development: '开发',
  },
  viewWithCount: '{{view}}，{{count}}',
  loading: '正在载入账户…',
  failedTitle: 'Tokenward 无法载入账户',
  failedText: '窗口没有得到应用其余部分的回应。没有丢失任何内容。',
  tryAgain: '重试',
  statusBar: {
    keychain: {
      unknown: '{{name}}',
      ready: '{{name}}，已解锁',
      waiting_for_unlock: '{{name}}，等待解锁',
      locked: '{{name}}，已锁定',
      missing: '没有钥匙串',
    },
    network: {
      online: '在线',
      offline: '离线',
    },
    offlineHint: '计时继续；刷新和撤销需要等待。',
    nextExpiry: '下一个过期：{{label}}，{{duration}}',
    nextRefresh: '{{duration}}后刷新',
    automaticRefreshOn: '自动刷新已开启',
    automaticRefreshOff: '自动刷新已关闭',
    accounts_other: '{{count}} 个账户',
    needYou_other: '{{count}} 个需要处理',
    both: '{{accounts}}，{{needYou}}',
  },
  flow: {
    discovering: '正在询问 {{server}} 在哪里登录 {{label}}',
    awaiting_browser: '等待您在浏览器中登录 {{label}}',
    exchanging: '正在获取 {{label}} 的令牌',
    failed: '{{label}} 登录未成功',
    question: '{{label}}：完成登录前还有一个问题',
    show: '显示',
    answer: '回答',
    cancel: '取消',
    region: '等待中的登录',
  },
  crossing: {
    expired_other: '{{count}} 个账户已过期。',
    needs_sign_in_other: '{{count}} 个账户需要重新登录。',
  },
  crash: {
    title: '此窗口出现问题',
    text: '您的账户和令牌不受影响。',
    reload: '重新载入窗口',
  },
} as const satisfies Translated<typeof english>;
