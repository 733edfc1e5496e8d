/** One line of the audit log: what happened to which token, when and with what outcome; never a token. */
import type { ErrorCode } from './errors.ts';
import type { AnswerBody, ProofMethod, Verdict } from './verdict.ts';

export const auditEvents = [
  'issue',
  'copy',
  'refresh',
  'revoke',
  'remove',
  'edit',
  'reauthorize',
  'discard',
  'supersede',
  'found_revoke',
  'log_out',
  'run_started',
  'run_finished',
  'export',
  'lines_lost',
] as const;
export type AuditEvent = (typeof auditEvents)[number];

export type AuditToken = 'access_token' | 'refresh_token' | 'id_token';

export type AuditFacts = {
  readonly event: AuditEvent;
  readonly accountId: string;
  readonly label: string;
  readonly issuer: string;
  /** The token the line is about, where it is about one. */
  readonly token: AuditToken | null;
  /** First 12 hex digits of the token's SHA-256. */
  readonly fingerprint: string | null;
  readonly outcome: 'ok' | 'refused' | 'unanswered' | 'failed' | 'local_only';
  readonly code: ErrorCode | null;
  readonly oauthError: string | null;
  readonly httpStatus: number | null;
  /** What body an answer about a token's end had, which decides nothing; absent from older lines. */
  readonly answerBody: AnswerBody | null;
  /** What is known of the token's end, where the line is about one; absent from lines of version 0.1. */
  readonly verdict: Verdict | null;
  /** How the verdict was proven. */
  readonly method: ProofMethod | null;
};

/** What a line says that is about no token and no answer: a new fact is left out here once. */
export const nothingAsked = {
  token: null,
  fingerprint: null,
  code: null,
  oauthError: null,
  httpStatus: null,
  answerBody: null,
  verdict: null,
  method: null,
} as const satisfies Partial<AuditFacts>;

/** `seq` counts from 1; `prev` is the SHA-256 (hex) of the line before, so that a missing line shows. */
export type AuditEntry = AuditFacts & {
  readonly v: 1;
  readonly seq: number;
  readonly prev: string;
  readonly at: number;
};
