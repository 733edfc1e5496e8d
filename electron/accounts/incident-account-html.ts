/** One account of an incident report in HTML: whose it was, its verdict, each token with its evidence, what is left to do. */
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { fillWords } from '../../shared/catalogue/fill-words.ts';
import { sayEvidence } from '../../shared/say-evidence.ts';
import { type Saying, sayRemainder, startLine } from '../../shared/say-verdict.ts';
import type { ReportedAccount, ReportedToken, StillToDo } from './incident-report.ts';
import { html, type Markup } from './markup.ts';
import { outcomeOf, sayReported, sayUtc } from './report-words.ts';

export function accountSection(saying: Saying, account: ReportedAccount): Markup {
  const { label, verdict, pending, reason, tokens, stillToDo } = account;
  const words = catalogue[saying.language];
  const until = weakestUntil(account);
  return html`<section class="account ${verdict}">
<header><h3>${label}</h3><p class="verdict">${sayReported(saying, { verdict, until })}</p></header>
<p class="facts">${factsOf(saying, account)}</p>
${reason === null ? null : html`<p>${words.errors[reason].title}</p>`}
${tokens.length === 0 ? null : tokenTable(saying, tokens)}
${earlierLine(saying, account)}
${pending ? html`<p>${words.report.pending}</p>` : null}
${stillToDo === null ? null : html`<p class="todo">${todoLine(saying, stillToDo)}</p>`}
</section>
`;
}

/** Only an address that can be nothing but a page becomes a link. */
export function todoLine({ language }: Saying, { action, page, server }: StillToDo): Markup {
  const words = catalogue[language].report.todoBy[action];
  if (action === 'asked_again' || page === null) return html`${words} ${server}`;
  const isPage = page.startsWith('https://');
  return html`${words} ${isPage ? html`<a href="${page}" rel="noreferrer">${page}</a>` : page}`;
}

/** Of the tokens with the account's own verdict, the last announced end. */
function weakestUntil({ tokens, verdict }: ReportedAccount): number | null {
  const ends = tokens
    .filter((it) => it.verdict === verdict && it.until !== null)
    .map((it) => Date.parse(it.until ?? ''));
  return ends.length === 0 ? null : Math.max(...ends);
}

function factsOf({ language }: Saying, account: ReportedAccount): string {
  const { user, server, environment } = account;
  const words = catalogue[language].window.environment;
  return [environment === 'none' ? null : words[environment], user, server]
    .filter((it) => it !== null)
    .join(' · ');
}

function tokenTable(saying: Saying, tokens: readonly ReportedToken[]): Markup {
  const { columns } = catalogue[saying.language].report;
  return html`<table><thead><tr><th>${columns.token}</th><th>${columns.verdict}</th>
<th>${columns.evidence}</th><th>${columns.learnt}</th></tr></thead><tbody>
${tokens.map((it) => tokenRow(saying, it))}</tbody></table>`;
}

function tokenRow(saying: Saying, token: ReportedToken): Markup {
  const { language } = saying;
  const outcome = outcomeOf(token);
  const { verdict, until, fingerprint } = outcome;
  const said = [...sayEvidence(language, outcome), sayRemainder(saying, outcome)];
  return html`<tr class="${verdict}"><td>${startLine(catalogue[language].dialogs.token[token.token])}
${fingerprint === null ? null : html`<code>${fingerprint}</code>`}</td>
<td class="verdict">${sayReported(saying, { verdict, until })}</td>
<td>${said.filter((it) => it !== null).join(' ')}</td><td class="time">${sayUtc(token.at)}</td></tr>
`;
}

function earlierLine({ language }: Saying, account: ReportedAccount): Markup | null {
  const { earlierAccessTokens: earlier } = account;
  if (earlier === null) return null;
  const words = catalogue[language].report.earlier;
  const { count, lastEnds } = earlier;
  const text = lastEnds === null ? words.open : count === 1 ? words.one : words.other;
  return html`<p>${fillWords(text, { count, moment: lastEnds === null ? '' : sayUtc(lastEnds) })}</p>`;
}
