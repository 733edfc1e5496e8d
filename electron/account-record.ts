/** What is stored about an account outside the keychain: definition, frozen server facts, times; nothing secret. */
import { z } from 'zod';
import { accountDefinitionSchema } from '../shared/account-definition.ts';
import { clockAheadLimitMs, errorCodes } from '../shared/errors.ts';
import {
  answerBodies,
  missingAnswers,
  proofMethods,
  proofs,
  type RevocationOutcome,
  revocationAnswers,
  verdicts,
} from '../shared/verdict.ts';

const text = (max: number) => z.string().max(max);
const at = z.number().int();

/** The authorization server as it was when the tokens were issued: they go nowhere else (RFC 9700 section 4.4). */
export const serverSchema = z.strictObject({
  issuer: text(2048).nullable(),
  /** Null where a grant without a browser found none (RFC 8414 section 2). */
  authorizationEndpoint: text(2048).nullable(),
  tokenEndpoint: text(2048),
  revocationEndpoint: text(2048).nullable(),
  introspectionEndpoint: text(2048).nullable(),
  endSessionEndpoint: text(2048).nullable(),
  jwksUri: text(2048).nullable(),
  tokenEndpointAuthMethods: z.array(text(64)).max(32).nullable(),
  revocationEndpointAuthMethods: z.array(text(64)).max(32).nullable(),
  idTokenSigningAlgs: z.array(text(32)).max(64).nullable(),
  responseIssSupported: z.boolean(),
  /** `prompt_values_supported` of OIDC Initiating User Registration; null where the metadata is silent. */
  promptValuesSupported: z.array(text(64)).max(32).nullable(),
});
export type Server = Readonly<z.infer<typeof serverSchema>>;

const subjectSchema = z.strictObject({
  sub: text(512),
  name: text(256).nullable(),
  email: text(256).nullable(),
  preferredUsername: text(256).nullable(),
});

const errorViewSchema = z.strictObject({
  code: z.enum(errorCodes),
  details: z.strictObject({
    oauthError: text(64).exactOptional(),
    description: text(256).exactOptional(),
    httpStatus: z.number().int().exactOptional(),
    issuer: text(2048).exactOptional(),
    reason: text(64).exactOptional(),
    field: text(64).exactOptional(),
    retryAfterMs: z.number().exactOptional(),
    clockAheadMs: z.number().int().min(-clockAheadLimitMs).max(clockAheadLimitMs).exactOptional(),
  }),
});

/** Records of version 0.1 say only what the server answered: a 2xx was then all that could be known. */
const revocationOutcomeSchema = z
  .strictObject({
    token: z.enum(['access_token', 'refresh_token']),
    fingerprint: text(12).nullable().default(null),
    verdict: z.enum(verdicts).exactOptional(),
    until: at.nullable().default(null),
    at,
    outcome: z.enum(revocationAnswers),
    httpStatus: z.number().int().nullable(),
    oauthError: text(64).nullable(),
    answerBody: z.enum(answerBodies).nullable().default(null),
    missing: z.enum(missingAnswers).nullable().default(null),
    proof: z.enum(proofs).default('not_tried'),
    method: z.enum(proofMethods).nullable().default(null),
    wasActive: z.boolean().default(false),
  })
  .transform(
    ({ verdict, ...rest }): RevocationOutcome => ({
      ...rest,
      verdict: verdict ?? (rest.outcome === 'revoked' ? 'accepted' : 'not_revoked'),
    }),
  );

/** Each refresh that was tried as a proof and worked adds one; nobody has that many. */
export const mostOutcomes = 32;
export const outcomesSchema = z.array(revocationOutcomeSchema).max(mostOutcomes);

const grantSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('live') }),
  z.strictObject({ status: z.literal('refused'), at, error: errorViewSchema }),
  z.strictObject({
    status: z.literal('revocation_pending'),
    at,
    outcomes: outcomesSchema,
    attempts: z.number().int().min(0).default(0),
    nextTryAt: at.nullable().default(null),
  }),
  z.strictObject({ status: z.literal('revoked'), at, outcomes: outcomesSchema }),
  /** Given up, refused, or nothing that could be asked: the tokens are kept, never refreshed and never copied. */
  z.strictObject({ status: z.literal('not_revoked'), at, outcomes: outcomesSchema }),
]);

/** An access token that was replaced and may still work; its value is gone. */
const issuedTokenSchema = z.strictObject({
  issuedAt: at,
  expiresAt: at.nullable(),
  fingerprint: text(12).nullable().default(null),
});

/** Facts about the token set that the list needs without touching the keychain. */
const tokenFactsSchema = z.strictObject({
  issuedAt: at,
  expiresAt: at.nullable(),
  refreshExpiresAt: at.nullable().default(null),
  scope: text(4096),
  tokenType: text(64),
  accessTokenHeld: z.boolean(),
  refreshTokenHeld: z.boolean(),
  /** First 12 hex of SHA-256, so that a token found somewhere can be matched without the keychain. */
  accessFingerprint: text(12).nullable().default(null),
  refreshFingerprint: text(12).nullable().default(null),
});

export const accountRecordSchema = z.strictObject({
  accountId: text(64),
  definition: accountDefinitionSchema,
  clientSecretSet: z.boolean(),
  /** When a person gave the client secret for the places agreed on; null where it is for those of the server here. */
  clientSecretSetAt: at.nullable().default(null),
  /** The origins of a server that has moved, where a person agreed to go and no sign-in has succeeded yet. */
  agreedOn: z.array(text(2048)).max(4).nullable().default(null),
  server: serverSchema.nullable(),
  subject: subjectSchema.nullable(),
  /** The validated ID token's claims worth keeping (bounded); the raw token is not kept. */
  idTokenClaims: z.record(text(128), z.string().max(2048)),
  /** From the first ID token: a refreshed one must repeat them (OIDC Core section 12.2). */
  authTime: z.number().nullable(),
  grant: grantSchema,
  tokens: tokenFactsSchema.nullable(),
  /** The generation of the keychain item these facts describe. */
  generation: z.number().int().min(0),
  lastProblem: z.strictObject({ at, error: errorViewSchema }).nullable(),
  /** When a refresh was first refused without a named cause; a second one 30 s later ends the grant. */
  unexplainedRefusalAt: at.nullable(),
  /**
   * How often the refresh token kept under this generation was presented without an answer having come; noted before
   * each request, so that a crash in between counts as one.
   */
  unanswered: z
    .strictObject({ generation: z.number().int().min(0), times: z.number().int().min(1) })
    .nullable()
    .default(null),
  createdAt: at,
  /** When the grant began; null in files of version 0.1. */
  signedInAt: at.nullable().default(null),
  lastRefreshedAt: at.nullable(),
  /** Newest last; those whose end has passed are left out when the next is added. */
  earlierAccessTokens: z.array(issuedTokenSchema).max(64).default([]),
  /** Fingerprints of refresh tokens that were replaced, newest last. */
  earlierRefreshTokens: z.array(text(12)).max(8).default([]),
  /** What `automaticRefresh: 'in_use'` goes by. */
  lastCopiedAt: at.nullable().default(null),
});
export type AccountRecord = Readonly<z.infer<typeof accountRecordSchema>>;

/** What is known of the copy of the list that the keychain keeps; absent in files of version 0.1. */
const indexStateSchema = z.strictObject({
  /** The digest of what was last written there; null when that is unknown. */
  written: text(64).nullable(),
  /** The list may lack accounts which that copy has: it is read once the keychain answers, and not written before. */
  wanted: z.boolean(),
  /** The installation's id was lost as well and is to be taken from that copy. */
  adopt: z.boolean(),
});
export type IndexState = Readonly<z.infer<typeof indexStateSchema>>;

export const accountsFileSchema = z.strictObject({
  /** 1: any JSON text; 2: one account a line, each with a checksum. */
  schemaVersion: z.literal([1, 2]),
  /** Null once the id has a file of its own, where it belongs: this file is copied by backups and roaming. */
  installationId: text(64).nullable().default(null),
  /** True once a keychain write succeeded: from then on a missing sentinel item means locked, not a first run. */
  sentinelWritten: z.boolean(),
  accounts: z.record(text(64), accountRecordSchema),
  /** Keychain items that must be gone but are not yet proven absent, by account id. */
  tombstones: z.array(text(64)),
  index: indexStateSchema.exactOptional(),
  /** True once the keychain held the head of the audit log: from then on none there is one that was lost (D-08). */
  auditHeadKept: z.boolean().exactOptional(),
});
export type AccountsFile = Readonly<z.infer<typeof accountsFileSchema>>;
