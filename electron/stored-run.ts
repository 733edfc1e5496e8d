/** A run of revocations as it is kept on disk, so that a crash in its middle loses neither its rest nor its record. */
import { z } from 'zod';
import { environments } from '../shared/account-definition.ts';
import { errorCodes } from '../shared/errors.ts';
import { runKinds } from '../shared/revocation-run.ts';
import { outcomesSchema } from './account-record.ts';

const at = z.number().int();

/** What is kept of an account, so that the report needs nothing that may be removed meanwhile. */
const runAccountSchema = z.strictObject({
  accountId: z.string().max(64),
  label: z.string().max(256),
  server: z.string().max(2048),
  environment: z.enum(environments),
  who: z.string().max(512).nullable(),
  /** The provider's page for ending access by hand. */
  page: z.string().max(2048).nullable(),
  done: z
    .strictObject({
      at,
      outcomes: outcomesSchema,
      pending: z.boolean(),
      code: z.enum(errorCodes).nullable(),
      /** Replaced access tokens that had not ended: how many, and when the last does. */
      earlier: z
        .strictObject({ count: z.number().int(), since: at, lastEndsAt: at.nullable() })
        .nullable(),
    })
    .nullable(),
});
export type StoredRunAccount = Readonly<z.infer<typeof runAccountSchema>>;

export const storedRunSchema = z.strictObject({
  v: z.literal(1),
  runId: z.string().max(64),
  kind: z.enum(runKinds),
  startedAt: at,
  finishedAt: at.nullable(),
  stopped: z.boolean(),
  accounts: z.array(runAccountSchema).max(20_000),
});
export type StoredRun = Readonly<z.infer<typeof storedRunSchema>>;
