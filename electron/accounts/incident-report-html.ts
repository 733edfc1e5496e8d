/** Writes an incident report as one page of HTML without scripts or anything loaded, to be printed or attached. */
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import type { Saying } from '../../shared/say-verdict.ts';
import type { Language } from '../../shared/settings.ts';
import { verdicts } from '../../shared/verdict.ts';
import { accountSection, todoLine } from './incident-account-html.ts';
import type { IncidentReport, ReportedVerdict } from './incident-report.ts';
import { incidentReportStyle } from './incident-report-style.ts';
import { html, type Markup } from './markup.ts';
import { reportSaying, sayReportedKind, sayUtc } from './report-words.ts';

/** What needs a person comes first. */
const order: readonly ReportedVerdict[] = ['not_asked', ...verdicts.toReversed(), 'nothing_held'];
const rank = ({ verdict }: { readonly verdict: ReportedVerdict }): number => order.indexOf(verdict);

/** The whole page; every time in it is UTC, as it was when the report was written. */
export function incidentReportHtml(report: IncidentReport, language: Language): string {
  const saying = reportSaying(language, report.written);
  const words = catalogue[language].report;
  const accounts = report.accounts.toSorted((one, other) => rank(one) - rank(other));
  const { markup } = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title} ${report.started.slice(0, 10)}</title><style>${incidentReportStyle}</style></head>
<body><header class="head"><h1>${words.title}</h1><p>${words.about} ${words.utc}</p></header>
${factList(report, language)}
<h2>${words.summary}</h2>
${countList(report, language)}
<h2>${words.todo}</h2>
${todoList(report, saying)}
<h2>${words.accounts}</h2>
${accounts.map((it) => accountSection(saying, it))}
<h2>${words.legend}</h2>
${legend(report, language)}
</body></html>
`;
  return markup;
}

function factList(report: IncidentReport, language: Language): Markup {
  const { facts, kind, notFinished, stopped } = catalogue[language].report;
  const finished = report.finished === null ? notFinished : sayUtc(report.finished);
  const rows: readonly (readonly [string, string])[] = [
    [facts.kind, kind[report.kind]],
    [facts.started, sayUtc(report.started)],
    [facts.finished, report.stopped ? `${finished} (${stopped})` : finished],
    [facts.written, sayUtc(report.written)],
    [facts.accounts, String(report.accounts.length)],
    [facts.run, report.run],
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** Of each verdict that occurs, the weakest first. */
function countsOf({ counts }: IncidentReport) {
  return order.flatMap((verdict) => {
    const count = counts[verdict] ?? 0;
    return count === 0 ? [] : [{ verdict, count }];
  });
}

function countList(report: IncidentReport, language: Language): Markup {
  const items = countsOf(report).map(
    ({ verdict, count }) =>
      html`<li class="${verdict}"><strong>${count}</strong> ${sayReportedKind(language, verdict)}</li>`,
  );
  return html`<ul class="counts">${items}</ul>`;
}

function todoList({ accounts }: IncidentReport, saying: Saying): Markup {
  const items = accounts.flatMap(({ label, stillToDo }) =>
    stillToDo === null
      ? []
      : [html`<li><strong>${label}</strong><br>${todoLine(saying, stillToDo)}</li>`],
  );
  if (items.length > 0) return html`<ol class="todos">${items}</ol>`;
  return html`<p>${catalogue[saying.language].report.todoNothing}</p>`;
}

function legend(report: IncidentReport, language: Language): Markup {
  const { meaning } = catalogue[language].report;
  const rows = countsOf(report).map(
    ({ verdict }) =>
      html`<dt class="${verdict}">${sayReportedKind(language, verdict)}</dt><dd>${meaning[verdict]}</dd>`,
  );
  return html`<dl class="legend">${rows}</dl>`;
}
