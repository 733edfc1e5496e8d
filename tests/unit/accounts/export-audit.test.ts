/** Exporting the audit log: as it is or as a table, ended by where the chain stands, and itself a line of the log. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportAudit } from '../../../electron/accounts/export-audit.ts';
import { AppError } from '../../../electron/app-error.ts';
import { gapLabel } from '../../../shared/audit-gap.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeAuditLog } from '../../fixtures/fake-audit-log.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeDialogs } from '../../fixtures/fake-dialogs.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';

function makeDeps() {
  const clock = createFakeClock();
  const audit = createFakeAuditLog({ clock });
  return { audit, dialogs: createFakeDialogs(), clock, logger: createFakeLogger() };
}

describe('exporting the activity', () => {
  it('D-08 gives every line byte by byte, oldest first, and ends with count and hash of the last', async () => {
    const deps = makeDeps();
    await deps.audit.append(makeAuditFacts({ label: 'First' }));
    await deps.audit.append(makeAuditFacts({ label: 'Second' }));
    expect(await exportAudit(deps, { format: 'jsonl', filter: everything })).toEqual({
      saved: true,
    });
    const [file] = deps.dialogs.saved;
    expect(file?.suggestedName).toMatch(/^tokenward-activity-\d{4}-\d\d-\d\dT[\d-]{8}\.jsonl$/);
    const lines = file?.text.trimEnd().split('\n') ?? [];
    expect(lines.slice(0, 2)).toEqual(
      deps.audit.entries.slice(0, 2).map((it) => JSON.stringify(it)),
    );
    expect(JSON.parse(lines[2] ?? '')).toEqual({
      v: 1,
      kind: 'head_at_export',
      count: 2,
      hash: createHash('sha256')
        .update(lines[1] ?? '')
        .digest('hex'),
      exportedAt: new Date(deps.clock.now().wall).toISOString(),
      lines: 2,
    });
  });

  it('D-08 writes a table that no spreadsheet runs, with the head of the whole log whatever is filtered', async () => {
    const deps = makeDeps();
    await deps.audit.append(makeAuditFacts({ label: '=1+1, "quoted"' }));
    await deps.audit.append(makeAuditFacts({ label: '@sum' }));
    await deps.audit.append(makeAuditFacts({ accountId: 'other-one', label: 'Left out' }));
    await exportAudit(deps, { format: 'csv', filter: { ...everything, accountId: 'account-1' } });
    const rows = deps.dialogs.saved[0]?.text.split('\r\n') ?? [];
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatch(/^\uFEFFseq,time_utc,event,account_id,label,/);
    expect(rows[1]).toContain(`,"'=1+1, ""quoted""",`);
    expect(rows[2]).toContain(",'@sum,");
    const hash = createHash('sha256').update(JSON.stringify(deps.audit.entries[2])).digest('hex');
    expect(rows[3]).toMatch(/^3,[^,]+,head_at_export,,2 lines exported,/);
    expect(rows[3]?.endsWith(`,${hash}`)).toBe(true);
  });

  it.each(['csv', 'jsonl'] as const)(
    'D-02 tells of lines that are missing in the export too: %s',
    async (format) => {
      const deps = makeDeps();
      const gap = { count: 5, from: Date.UTC(2026, 2, 3), to: Date.UTC(2026, 2, 4) };
      await deps.audit.append(makeAuditFacts({ event: 'lines_lost', label: gapLabel(gap) }));
      await exportAudit(deps, { format, filter: everything });
      const text = deps.dialogs.saved[0]?.text ?? '';
      expect(text).toContain('lines_lost');
      expect(text).toContain('5 lines from 2026-03-03T00:00:00.000Z to 2026-03-04T00:00:00.000Z');
    },
  );

  it('D-08 leaves a line about itself, none where no place was chosen, and says where it failed', async () => {
    const deps = makeDeps();
    const request = { format: 'csv', filter: everything } as const;
    deps.dialogs.answerWith(false);
    expect(await exportAudit(deps, request)).toEqual({ saved: false });
    expect(deps.audit.entries).toEqual([]);
    deps.dialogs.answerWith(true);
    await exportAudit(deps, request);
    expect(deps.audit.entries[0]).toMatchObject({ event: 'export', label: 'csv', outcome: 'ok' });
    const saveStream = () => Promise.reject(new AppError('disk_unwritable'));
    await expect(exportAudit({ ...deps, dialogs: { saveStream } }, request)).rejects.toThrow(
      AppError,
    );
    expect(deps.audit.entries[1]).toMatchObject({ outcome: 'failed', code: 'disk_unwritable' });
  });
});
