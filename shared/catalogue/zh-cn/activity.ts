/** Simplified Chinese words of the activity view. */
import type { activity as english } from '../en/activity.ts';
import type { Translated } from '../translated.ts';

export const activity = {
  title: '活动记录',
  open: '活动记录',
  close: '返回账户',
  region: '活动日志',
  search: '搜索活动',
  searchHint: '标签、服务器、指纹或代码',
  clearSearch: '清除搜索',
  account: '账户',
  allAccounts: '所有账户',
  noSuchAccount: '没有匹配的账户',
  event: '事件',
  allEvents: '所有事件',
  endings: '所有结束令牌的操作',
  outcome: '结果',
  allOutcomes: '所有结果',
  columns: {
    time: '时间',
    event: '事件',
    account: '账户',
    server: '服务器',
    token: '令牌',
    outcome: '结果',
  },
  utc: '协调世界时 {{moment}}',
  ofAccounts_other: '{{count}} 个账户',
  lines_other: '{{count}} 行',
  format: { csv: 'CSV 文件', jsonl: 'JSON 行' },
  outcomes: {
    ok: '完成',
    refused: '被拒绝',
    unanswered: '没有回应',
    failed: '失败',
    local_only: '仅在此处',
  },
  httpStatus: 'HTTP {{status}}',
  webPage: '网页',
  loading: '正在读取日志…',
  searchingOn: '正在向前搜索…',
  empty: {
    title: '还没有任何活动',
    text: '每次登录、复制、刷新和撤销都会在此留下一行。令牌本身绝不会出现。',
  },
  noMatch: {
    title: '没有匹配的内容',
    text: '日志中没有符合搜索和筛选条件的行。',
    clear: '清除筛选',
  },
  failed: {
    title: '无法读取日志',
    again: '重试',
  },
  showNewer: '显示较新的',
  showNewerHint: '读取之后又有新的活动。',
  exportCsv: '导出 CSV',
  exportJsonl: '导出 JSON 行',
  exported: '活动记录已导出',
  exportedPart: '仅包含符合搜索和筛选条件的行。',
  verify: {
    action: '校验日志',
    running: '正在检查每一行…',
    dismiss: '关闭',
    empty: '日志为空',
    ok_other: '日志完好：已检查 {{count}} 行',
    agrees_other: '日志自身一致：已检查 {{count}} 行',
    torn_other: '{{count}} 行因崩溃而中断；其前后没有缺失。',
    head: {
      matches: '日志末尾与钥匙串中的记录一致。',
      followed: '日志末尾与钥匙串中的记录一致，钥匙串自第 {{since}} 行起跟踪日志。',
      anew: '日志末尾与钥匙串中的记录一致，但该记录仅从第 {{since}} 行开始：钥匙串此前的记录已丢失或损坏。此前是否有行被截断或重写，未能检查。',
      never:
        '末尾是否被截断、日志是否被整体重写，未能检查：钥匙串中没有可供比较的记录，且据此配置所知从未有过。写入下一条后即会有。',
      missing:
        '末尾是否被截断、日志是否被整体重写，未能检查：钥匙串中曾有可供比较的记录，现已没有。该项目已被删除，或此配置不在其所属的钥匙串旁。',
      damaged: '末尾是否被截断、日志是否被整体重写，未能检查：钥匙串中用于比较的记录已损坏。',
      unavailable:
        '末尾是否被截断、日志是否被整体重写，未能检查：钥匙串没有回应。请解锁后再次校验。',
    },
    fault: {
      changed: '第 {{line}} 行在写入后被更改',
      missing: '第 {{line}} 行之前有缺失的行',
      order: '第 {{line}} 行位置不对：有行被移动、重复或插入',
      rewritten: '日志被重写：第 {{line}} 行与钥匙串中的记录不符',
      cut: '日志末尾缺失，从第 {{line}} 行开始',
    },
    place: '位于 {{fileName}} 的第 {{line}} 行。',
    meaning: {
      before:
        '此前的内容与 Tokenward 写入时一致；其余内容不可信。有其他东西写过该文件：其他程序、损坏的磁盘，或被恢复的旧配置。',
      cut: '现有的行与 Tokenward 写入时一致，但之后的行已被删除，或者恢复了日志的旧副本。',
      rewritten: '各行彼此相符，但并非当初写入的内容。全部不可信。',
    },
    next: '请保留该文件的副本，并与以前的导出进行比较：每份导出的末尾都有最后一行的序号和哈希。',
  },
} as const satisfies Translated<typeof english>;
