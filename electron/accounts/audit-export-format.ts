/** How an exported audit log is written: JSON lines as they are in the log, or CSV (RFC 4180), each ended by the chain's head (D-08). */
import type { AuditEntry } from '../../shared/audit.ts';
import type { ExportFormat } from '../../shared/audit-query.ts';
import type { AuditHead, AuditLine } from '../ports.ts';

export type ExportEnd = {
  /** The last line of the log when it was exported; null for an empty log. */
  readonly head: AuditHead | null;
  /** Epoch ms. */
  readonly exportedAt: number;
  /** How many lines the export holds, which a filter makes fewer than the log has. */
  readonly lines: number;
};

type Format = {
  readonly start: string;
  readonly line: (line: AuditLine) => string;
  readonly end: (end: ExportEnd) => string;
};

type Cell = string | number | null;

const columns = [
  'seq',
  'time_utc',
  'event',
  'account_id',
  'label',
  'server',
  'token',
  'fingerprint',
  'outcome',
  'code',
  'oauth_error',
  'http_status',
  'answer_body',
  'verdict',
  'method',
  'prev',
] as const;

const cellsOf = (entry: AuditEntry): readonly Cell[] => [
  entry.seq,
  new Date(entry.at).toISOString(),
  entry.event,
  entry.accountId,
  entry.label,
  entry.issuer,
  entry.token,
  entry.fingerprint,
  entry.outcome,
  entry.code,
  entry.oauthError,
  entry.httpStatus,
  entry.answerBody,
  entry.verdict,
  entry.method,
  entry.prev,
];

/** What a spreadsheet would run as a formula begins with an apostrophe instead, which it shows as text. */
function csvCell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** Stands where the next line would: its `seq` is the count, its `prev` the hash of the last line. */
function csvEnd({ head, exportedAt, lines }: ExportEnd): string {
  const known: Readonly<Partial<Record<(typeof columns)[number], Cell>>> = {
    seq: head?.count ?? 0,
    time_utc: new Date(exportedAt).toISOString(),
    event: 'head_at_export',
    label: `${lines} lines exported`,
    prev: head?.hash ?? '',
  };
  return csvRow(columns.map((column) => known[column] ?? null));
}

export const exportFormatOf: Readonly<Record<ExportFormat, Format>> = {
  csv: {
    // Spreadsheets take a file without the mark for one of the system's old encoding.
    start: `\uFEFF${csvRow(columns)}`,
    line: ({ entry }) => csvRow(cellsOf(entry)),
    end: csvEnd,
  },
  jsonl: {
    start: '',
    // The very bytes that the chain was made over, so that the export can be checked by itself.
    line: ({ text }) => `${text}\n`,
    end: ({ head, exportedAt, lines }) =>
      `${JSON.stringify({
        v: 1,
        kind: 'head_at_export',
        count: head?.count ?? 0,
        hash: head?.hash ?? null,
        exportedAt: new Date(exportedAt).toISOString(),
        lines,
      })}\n`,
  },
};
