/** Simplified Chinese words of the incident report. */
import type { report as english } from '../en/report.ts';
import type { Translated } from '../translated.ts';

export const report = {
  title: '事件报告',
  about: '由 Tokenward 生成。令牌以其 SHA-256 的前 12 位十六进制数字表示。',
  utc: '所有时间均为协调世界时 (UTC)。',
  kind: {
    selected: '撤销所选账户',
    panic: '紧急撤销：先撤销所有刷新令牌，再撤销所有访问令牌',
  },
  facts: {
    kind: '所做操作',
    started: '开始',
    finished: '结束',
    written: '生成',
    accounts: '账户数',
    run: '编号',
  },
  notFinished: '尚未结束',
  stopped: '已手动停止',
  summary: '各账户的结果',
  todo: '仍需处理',
  todoNothing: '没有需要人工处理的内容。',
  todoBy: {
    end_by_hand: '请手动终止访问：',
    asked_again: 'Tokenward 会继续自动请求：',
  },
  accounts: '逐个账户',
  verdict: {
    nothing_held: '没有持有令牌',
    not_asked: '未请求',
  },
  pending: '会自动再次请求：这还不是最终结论。',
  columns: {
    token: '令牌',
    verdict: '结论',
    evidence: '依据',
    learnt: '得知于',
  },
  earlier: {
    one: '{{count}} 个较早的访问令牌已被取代，此处不再持有，在 {{moment}} 之前仍可能被接受。',
    other:
      '{{count}} 个较早的访问令牌已被取代，此处不再持有，仍可能被接受；最后一个至 {{moment}} 为止。',
    open: '{{count}} 个较早的访问令牌已被取代，此处不再持有，仍可能被接受；没有说明到何时为止。',
  },
  legend: '各结论的含义',
  meaning: {
    proven_dead: '查看令牌时，它之前有效，之后失效；或者服务器接受撤销之后，再次出示它被拒绝。',
    accepted:
      '服务器应答成功 (RFC 7009)，或其文档说明该令牌随另一个令牌一同结束。此处无法检查，也没有迹象表明它仍有效。',
    expired: '没有什么终止它。它声明的到期时间已过，且无人见它有效。',
    alive_until: '没有什么终止它。它将在其声明的时间自行结束。',
    foreign_client: '只有它所签发给的客户端能终止它。',
    not_revoked: '请视其为仍可使用：撤销被拒绝、没有应答，或之后见它有效。',
    nothing_held: 'Tokenward 没有持有此账户的令牌，因此没有可终止的内容。',
    not_asked: '轮到此账户之前撤销已被停止。请视其令牌为仍可使用。',
  },
} as const satisfies Translated<typeof english>;
