/** Writes an incident report as one page of HTML without scripts or anything loaded, to be printed or attached. */
import type { IncidentReport, ReportedAccount } from './incident-report.ts';

/** Labels and server texts are untrusted: nothing of them becomes markup. */
function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? found);
}

const verdictWords: Readonly<Record<ReportedAccount['verdict'], string>> = {
  proven_dead: 'Proven dead',
  accepted: 'Accepted by the server, not provable here',
  alive_until: 'Alive until its end',
  foreign_client: 'Issued to another client: cannot be revoked from here',
  not_revoked: 'NOT REVOKED',
  nothing_held: 'No token was held',
  not_asked: 'NOT ASKED',
};

const style = `body{font:14px/1.5 system-ui,sans-serif;margin:32px;color:#1a2126;background:#fff}
h1{font-size:20px;margin:0 0 4px}p{margin:0 0 12px;color:#48545c}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid #dde3e7}
code{font:12px/1.5 ui-monospace,monospace}.bad{color:#a4191d;font-weight:600}small{color:#48545c}`;

/** The whole page; every time in it is UTC. */
export function incidentReportHtml(report: IncidentReport): string {
  const counts = Object.entries(report.counts)
    .map(([verdict, count]) => `${verdictWords[verdict as ReportedAccount['verdict']]}: ${count}`)
    .join(' · ');
  const ended = report.finished === null ? 'not finished' : `finished ${report.finished}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${report.title}</title><style>${style}</style></head>
<body><h1>${report.title}</h1>
<p>Started ${report.started}, ${ended}${report.stopped ? ', stopped by hand' : ''}. Written ${report.written}. Times are UTC.<br>
${report.accounts.length} accounts. ${escapeHtml(counts)}</p>
<table><thead><tr><th>Account</th><th>Verdict</th><th>Evidence</th><th>Still alive</th><th>Still to do</th></tr></thead>
<tbody>
${report.accounts.map(rowOf).join('\n')}
</tbody></table></body></html>
`;
}

function rowOf(account: ReportedAccount): string {
  const { label, server, environment, user, verdict, reason, stillToDo } = account;
  const bad = verdict === 'not_revoked' || verdict === 'not_asked' ? ' class="bad"' : '';
  const facts = [user, server, environment === 'none' ? null : environment]
    .filter((it) => it !== null)
    .map(escapeHtml)
    .join('<br>');
  return `<tr><td>${escapeHtml(label)}<br><small>${facts}</small></td>
<td${bad}>${verdictWords[verdict]}${reason === null ? '' : `<br><small>${reason}</small>`}</td>
<td>${account.tokens.map(evidenceOf).join('<br>')}</td>
<td>${aliveOf(account)}</td><td>${stillToDo === null ? '' : escapeHtml(stillToDo)}</td></tr>`;
}

function evidenceOf(token: ReportedAccount['tokens'][number]): string {
  const { fingerprint, outcome, httpStatus, oauthError, proof, method, at } = token;
  const answer = [outcome, httpStatus === null ? null : `HTTP ${httpStatus}`, oauthError]
    .filter((it) => it !== null)
    .join(', ');
  const look = method === null ? '' : `; ${method}: ${proof}`;
  return `${token.token} <code>${fingerprint ?? ''}</code>: ${escapeHtml(answer + look)} <small>${at}</small>`;
}

function aliveOf({ aliveUntil, earlierAccessTokens }: ReportedAccount): string {
  const earlier =
    earlierAccessTokens === null
      ? []
      : [
          `${earlierAccessTokens.count} earlier access tokens, the last ends ${earlierAccessTokens.lastEnds ?? 'at a time nobody announced'}`,
        ];
  return [...(aliveUntil === null ? [] : [`until ${aliveUntil}`]), ...earlier].join('<br>');
}
