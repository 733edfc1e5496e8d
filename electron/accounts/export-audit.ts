/** Saves what a filter lets through of the audit log where the person says, piece by piece; main names the file (D-08). */
import { type AuditFacts, nothingAsked } from '../../shared/audit.ts';
import { type AuditFilter, type ExportFormat, matchesFilter } from '../../shared/audit-query.ts';
import { asAppError } from '../app-error.ts';
import type { AuditHead, AuditLog, Clock, DialogsPort, Logger } from '../ports.ts';
import { exportFormatOf } from './audit-export-format.ts';

type ExportDeps = {
  readonly audit: Pick<AuditLog, 'append' | 'lines'>;
  readonly dialogs: Pick<DialogsPort, 'saveStream'>;
  readonly clock: Clock;
  readonly logger: Logger;
};
type ExportRequest = { readonly format: ExportFormat; readonly filter: AuditFilter };

/** False when no place was chosen. Throws AppError `disk_unwritable` or `log_unreadable`; then nothing is left at that place. */
export async function exportAudit(
  deps: ExportDeps,
  request: ExportRequest,
): Promise<{ readonly saved: boolean }> {
  const stamp = new Date(deps.clock.now().wall).toISOString().slice(0, 19).replaceAll(':', '-');
  const suggestedName = `tokenward-activity-${stamp}.${request.format}`;
  const chunks = exportedChunks(deps, request);
  try {
    const saved = await deps.dialogs.saveStream({ suggestedName, chunks });
    if (saved) await auditExport(deps, { label: request.format, outcome: 'ok', code: null });
    return { saved };
  } catch (thrown) {
    const { code } = asAppError(thrown);
    await auditExport(deps, { label: request.format, outcome: 'failed', code });
    throw thrown;
  }
}

/** Oldest first, ended by the head of the whole log, whatever the filter lets through. */
export async function* exportedChunks(
  { audit, clock }: Pick<ExportDeps, 'audit' | 'clock'>,
  { format, filter }: ExportRequest,
): AsyncGenerator<string> {
  const form = exportFormatOf[format];
  let head: AuditHead | null = null;
  let lines = 0;
  yield form.start;
  for await (const piece of audit.lines()) {
    const kept = piece.filter(({ entry }) => matchesFilter(entry, filter));
    const last = piece.at(-1);
    if (last !== undefined) head = { count: last.entry.seq, hash: last.digest };
    lines += kept.length;
    if (kept.length > 0) yield kept.map(form.line).join('');
  }
  yield form.end({ head, exportedAt: clock.now().wall, lines });
}

async function auditExport(
  { audit, logger }: Pick<ExportDeps, 'audit' | 'logger'>,
  told: Pick<AuditFacts, 'label' | 'outcome' | 'code'>,
): Promise<void> {
  const facts = { ...nothingAsked, event: 'export', accountId: '', issuer: '' } as const;
  try {
    await audit.append({ ...facts, ...told }, { durable: true });
  } catch (thrown) {
    logger.error('audit.append', { code: asAppError(thrown).code });
  }
}
