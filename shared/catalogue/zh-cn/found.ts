/** Simplified Chinese words about tokens that were found somewhere. */
import type { found as english } from '../en/found.ts';
import type { Translated } from '../translated.ts';

export const found = {
  open: '撤销发现的令牌…',
  title: '撤销发现的令牌',
  intro:
    '粘贴日志行、.env 文件、curl 命令或 HAR 抓包。Tokenward 会说明识别出什么，以及每个令牌可以在哪里终止。在您按下“撤销”之前，不会发送任何内容。',
  paste: '粘贴您发现的内容',
  privacy:
    '文本只离开此窗口一次，不会保存。识别出的内容只留在内存中，直到您关闭此处，最多十分钟；此处绝不显示令牌。',
  drop: '或将文本文件拖放到此窗口的任意位置。',
  dropNow: '松开即可在其中查找令牌。',
  chooseFile: '选择文件',
  look: '查找令牌',
  looking: '正在查找…',
  problem: {
    empty: '请先粘贴一些文本。',
    too_large: '内容超过 8 MiB。请截取含有令牌的部分，只粘贴那一部分。',
    unreadable: '无法将其作为文本文件读取。请直接粘贴其中的文本。',
  },
  none: '未识别出令牌',
  noneHint:
    'Tokenward 查找各提供方令牌的特有开头、JWT，以及 access_token 等名称旁的文本。没有向任何地方发送内容。',
  count_other: '发现 {{count}} 个令牌',
  more: '还有更多。只列出前 200 个；请先终止这些，再粘贴其余部分。',
  other: '查看其他内容',
  of: '{{label}} 的{{token}}',
  opaque: {
    access_token: '名为访问令牌的内容',
    refresh_token: '名为刷新令牌的内容',
    unnamed: '作为 Bearer 令牌发送的内容',
  },
  fingerprint: '指纹 SHA-256 {{fingerprint}}',
  issuer: '自称由 {{issuer}} 签发（未验证）',
  noIssuer: '未说明签发者',
  ends: '自称于 {{moment}} 到期',
  ended: '自称已于 {{moment}} 到期',
  held: '由此处的 {{label}} 持有，正在使用。',
  heldBefore: '曾由此处的 {{label}} 持有，现已不再持有。',
  goTo: '显示账户',
  revokeAccount: '撤销该账户…',
  revokeAccountHint: '终止它的方式是撤销该账户，连同账户持有的全部令牌。',
  holder: {
    revoked: '{{label}} 已撤销。',
    revocation_pending: '{{label}} 的撤销尚待完成，会自动再次请求。',
    not_revoked: '{{label}} 未完全撤销。其详情说明还剩什么。',
    ended: '{{label}} 的授权随之终止：其令牌之前有效，现在不再有效。',
    expired: '{{label}} 的访问令牌随之终止：它之前有效，现在不再有效。',
    works: '{{label}} 现在持有的令牌仍然有效。',
    in_doubt: '{{label}} 的授权可能已随之终止。无法查看其全部令牌；刷新该账户即可得知。',
  },
  sentTo: '只会发送到 {{host}}，不会发往别处。',
  confidence: {
    documented: '依据 {{provider}} 的文档（{{source}}）。',
    reported: '依据他人对 {{provider}} 的报告（{{source}}）。',
    specification: '依据标准（{{source}}）。',
  },
  notTriedLive: '未在真实服务上试过。',
  ownerIsNotified: '{{provider}} 会通知令牌的所有者。',
  revoke: '撤销',
  revoking: '正在请求 {{host}}…',
  again: '重试',
  nowhere: '不发往任何地方。',
  why: {
    opaque:
      '无人知道它属于哪里。没有发送到任何地方，因为收到它的人就会得到它。请从发现它的地方查明签发者，并在那里撤销。',
    named: 'Tokenward 无法终止此类令牌。没有发送到任何地方。请在提供方自己的设置中撤销。',
    issuer:
      '此处没有账户登录该签发者，仅凭其自称不可信，因此没有发送到任何地方。请用获得该令牌的客户端在那里登录，或通知其所有者。',
    foreign:
      '此处认识它的签发者，但只有获得该令牌的客户端才能终止它。没有发送到任何地方。请用那个客户端添加账户，或通知其所有者。',
    unsupported:
      '其服务器不提供 Tokenward 可以请求的撤销。没有发送到任何地方。请在提供方处终止访问。',
  },
  openPage: '打开提供方的页面',
  all_other: '撤销全部可撤销的 {{count}} 个…',
  allTitle_other: '撤销 {{count}} 个发现的令牌？',
  allText: '每个令牌只发送到各自的主机，不会发往别处。此操作无法撤回。',
  allHost_other: '{{count}} 个令牌',
  allHeld_other: '以下 {{count}} 个账户持有其中一些令牌。这些账户将被撤销，连同其持有的全部令牌：',
  confirmAll_other: '撤销 {{count}} 个令牌',
  said: '{{token}}：{{verdict}}',
  notSent_other: '{{count}} 个发现的令牌没有发送到任何地方',
  fromHost: '{{host}}：{{evidence}}',
} as const satisfies Translated<typeof english>;
