/** How an incident report looks, on screen and on paper: calm, with colour only where a verdict stands. */
import { html } from './markup.ts';

/** Colour is never alone: each verdict is in words as well (WCAG 2.2, 1.4.1). */
export const incidentReportStyle = html`
:root{--ink:#1a2126;--soft:#48545c;--line:#d5dde2;--tone:#48545c}
body{font:14px/1.5 system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;
max-width:960px;margin:40px auto;padding:0 32px;color:var(--ink);background:#fff}
h1{font-size:24px;line-height:1.25;margin:0 0 4px}h2{font-size:16px;margin:32px 0 10px}h3{font-size:14px;margin:0}
p{margin:0 0 8px}a{color:#0b6b75;overflow-wrap:anywhere}code{font:12px/1.5 ui-monospace,Consolas,monospace;display:block}
.head{border-bottom:2px solid var(--ink);padding-bottom:8px;margin-bottom:16px}.head p{color:var(--soft);margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 24px;margin:0}dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}.legend{gap:8px 24px}.legend dt{color:var(--tone);font-weight:600;max-width:230px}
.counts{list-style:none;display:flex;flex-wrap:wrap;gap:8px;padding:0;margin:0}
.counts li{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:4px;padding:8px 14px}
.counts strong{font-size:18px;margin-right:4px;font-variant-numeric:tabular-nums}
.todos{margin:0;padding-left:24px}.todos li{margin-bottom:8px}
.account{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:4px;padding:12px 16px;
margin-bottom:12px;break-inside:avoid;overflow-wrap:anywhere}
.account header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 24px}
.account header p{margin:0}.account>:last-child{margin-bottom:0}.account .facts{color:var(--soft)}
.verdict{color:var(--tone);font-weight:600}.todo{font-weight:600}
table{border-collapse:collapse;width:100%;margin:0 0 8px;table-layout:fixed}
th{font-weight:500;color:var(--soft)}th,td{text-align:left;vertical-align:top;padding:6px 16px 6px 0;border-top:1px solid var(--line)}
th:nth-child(1){width:18%}th:nth-child(2){width:22%}th:nth-child(4){width:15%}
td:last-child,th:last-child{padding-right:0}.time{font-variant-numeric:tabular-nums;color:var(--soft)}
.proven_dead{--tone:#1b6b3a}.accepted,.expired,.nothing_held{--tone:#48545c}.alive_until{--tone:#8a5200}
.foreign_client,.not_revoked,.not_asked{--tone:#a4191d}
@page{margin:16mm}
@media print{body{max-width:none;margin:0;padding:0;font-size:11px}*{print-color-adjust:exact}
h2{break-after:avoid}.todos li,dl>*{break-inside:avoid}a{color:inherit}}
@media (max-width:600px){body{padding:0 16px}thead{display:none}table,tbody,tr,td{display:block}
td{padding:2px 0;border:0}tr{border-top:1px solid var(--line)}dl{grid-template-columns:1fr}}
`;
