/** Reads one line of the audit log, or nothing where it is damaged (requirement D-08). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AuditEntry, auditEvents } from '../../shared/audit.ts';
import { errorCodes } from '../../shared/errors.ts';
import { answerBodies, proofMethods, verdicts } from '../../shared/verdict.ts';

/** Beyond it a number is no moment (ECMAScript, time values). */
const furthestMs = 8.64e15;

const auditLineSchema = z.object({
  v: z.literal(1),
  seq: z.number().int().min(1),
  prev: z.string().max(64),
  at: z.number().int().min(-furthestMs).max(furthestMs),
  event: z.enum(auditEvents),
  accountId: z.string(),
  label: z.string(),
  issuer: z.string(),
  token: z.enum(['access_token', 'refresh_token', 'id_token']).nullable(),
  fingerprint: z.string().nullable(),
  outcome: z.enum(['ok', 'refused', 'unanswered', 'failed', 'local_only']),
  code: z.enum(errorCodes).nullable(),
  oauthError: z.string().nullable(),
  httpStatus: z.number().int().nullable(),
  answerBody: z.enum(answerBodies).nullable().default(null),
  verdict: z.enum(verdicts).nullable().default(null),
  method: z.enum(proofMethods).nullable().default(null),
});

/** What the line after this one names as its `prev`. */
export function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** Null for a line that was torn, changed into something else, or written by a later version. */
export function parseAuditLine(text: string): AuditEntry | null {
  try {
    return auditLineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
