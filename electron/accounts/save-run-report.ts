/** Saves the incident report of the last run where the person says; main names the file, never the window. */
import { AppError } from '../app-error.ts';
import type { Clock, DialogsPort } from '../ports.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { buildIncidentReport } from './incident-report.ts';
import { incidentReportHtml } from './incident-report-html.ts';
import type { RevocationRuns } from './revocation-runs.ts';

type ReportDeps = {
  readonly runs: Pick<RevocationRuns, 'report'>;
  readonly dialogs: DialogsPort;
  readonly clock: Clock;
  readonly snapshot: Pick<Snapshot, 'sections'>;
};

/** In the window's language, where it has words. False when no place was chosen. Throws AppError `run_not_found` or `disk_unwritable`. */
export async function saveRunReport(
  { runs, dialogs, clock, snapshot }: ReportDeps,
  format: 'html' | 'json',
): Promise<{ readonly saved: boolean }> {
  const run = runs.report();
  if (run === null) throw new AppError('run_not_found');
  const report = buildIncidentReport(run, clock.now().wall);
  const text =
    format === 'html'
      ? incidentReportHtml(report, snapshot.sections().language)
      : `${JSON.stringify(report, null, 2)}\n`;
  const stamp = report.started.slice(0, 19).replaceAll(':', '-');
  const suggestedName = `tokenward-incident-${stamp}.${format}`;
  return { saved: await dialogs.saveText({ suggestedName, text }) };
}
