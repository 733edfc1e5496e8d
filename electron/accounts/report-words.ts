/** What an incident report says of verdicts, in one language, with every moment in UTC for readers elsewhere. */
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { type Saying, sayVerdict, sayVerdictKind, startLine } from '../../shared/say-verdict.ts';
import type { Language } from '../../shared/settings.ts';
import type { RevocationOutcome } from '../../shared/verdict.ts';
import type { ReportedToken, ReportedVerdict } from './incident-report.ts';

/** `2026-03-03 12:55:01 UTC`; takes ISO 8601 as well as epoch ms. */
export function sayUtc(at: number | string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** As of the moment at which the report is written, ISO 8601. */
export function reportSaying(language: Language, written: string): Saying {
  return { language, now: Date.parse(written), moment: sayUtc };
}

type Reported = { readonly verdict: ReportedVerdict; readonly until: number | null };

/** `Alive until 2026-03-03 14:55:00 UTC`. */
export function sayReported(saying: Saying, { verdict, until }: Reported): string {
  const { language } = saying;
  if (verdict === 'nothing_held' || verdict === 'not_asked') {
    return startLine(catalogue[language].report.verdict[verdict]);
  }
  return startLine(sayVerdict(saying, { verdict, until }));
}

/** `Alive until its announced end`: for several accounts. */
export function sayReportedKind(language: Language, verdict: ReportedVerdict): string {
  return verdict === 'nothing_held' || verdict === 'not_asked'
    ? startLine(catalogue[language].report.verdict[verdict])
    : startLine(sayVerdictKind(language, verdict));
}

/** The token as the sentences about it want it. */
export function outcomeOf(token: ReportedToken): RevocationOutcome {
  const { at, until } = token;
  return { ...token, at: Date.parse(at), until: until === null ? null : Date.parse(until) };
}
