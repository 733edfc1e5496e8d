/** The whole boundary between the window and main in one value: every request, its bounded parameters, its result. */
import {
  accountDefinitionSchema,
  accountEditSchema,
  clientSecretSchema,
  grantTypes,
  redirectHosts,
} from './account-definition.ts';
import type { AccountDetails } from './account-details.ts';
import {
  type AuditCheck,
  type AuditPage,
  auditFilterSchema,
  exportFormats,
} from './audit-query.ts';
import type { AddAuthoritiesOutcome } from './certificate-authority.ts';
import type { eventNames, requestNames } from './contract-names.ts';
import type { Result } from './errors.ts';
import { type FoundEnd, type FoundTokens, mostFoundText, mostFoundTokens } from './found-token.ts';
import type {
  CopyOutcome,
  RefreshAllOutcome,
  RefreshOutcome,
  RevokeOutcome,
  RevokePreview,
  ServerCapabilities,
} from './operations.ts';
import { runKinds } from './revocation-run.ts';
import { settingsChangeSchema } from './settings.ts';
import type { SnapshotPatch } from './snapshot.ts';
import { z } from './zod.ts';

const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const none = z.strictObject({});
const account = z.strictObject({ accountId: id });
const flow = z.strictObject({ flowId: id });
/** Without `keepAccount` an account that was never signed in goes with its flow. */
const endedFlow = z.strictObject({ flowId: id, keepAccount: z.boolean().optional() });

/** Carries the result type of a request; results are made by main and need no schema. */
type Returns<T> = { readonly _result?: T };
const request = <P extends z.ZodType>(params: P) => ({
  returns: <T>(): { readonly params: P } & Returns<T> => ({ params }),
});

/** Every request. None has a token in its result, and none takes a URL to open. */
export const contract = {
  'snapshot.read': request(none).returns<{ readonly json: string }>(),
  'server.discover': request(
    z.strictObject({
      issuer: z.string().trim().min(1).max(2048),
      /** What the server must be able to do; a sign-in with a code where it is absent. */
      grantType: z.enum(grantTypes).exactOptional(),
    }),
  ).returns<ServerCapabilities>(),
  'redirect.copy': request(
    z.strictObject({
      host: z.enum(redirectHosts),
      port: z.number().int().min(1024).max(65535).nullable(),
    }),
  ).returns<{ readonly redirectUri: string }>(),
  'flow.authorize': request(
    z
      .strictObject({
        definition: accountDefinitionSchema,
        clientSecret: clientSecretSchema.nullable(),
      })
      // Without a person there is nothing else to authenticate with (RFC 6749 section 4.4).
      .refine(
        ({ definition, clientSecret }) =>
          definition.grantType !== 'client_credentials' || clientSecret !== null,
        { path: ['clientSecret'], error: 'required' },
      ),
  ).returns<{ readonly flowId: string; readonly accountId: string }>(),
  'flow.reauthorize': request(account).returns<{ readonly flowId: string }>(),
  'flow.copy_link': request(flow).returns<null>(),
  'flow.open_again': request(flow).returns<null>(),
  'flow.choose_another_user': request(flow).returns<null>(),
  'flow.paste_address': request(
    z.strictObject({ flowId: id, address: z.string().trim().min(1).max(16384) }),
  ).returns<null>(),
  'flow.cancel': request(endedFlow).returns<null>(),
  /** `keep` closes the question; `revoke` ends the new tokens; `replace` removes the older account from here. */
  'flow.decide': request(
    z.strictObject({ flowId: id, choice: z.enum(['keep', 'revoke', 'replace']) }),
  ).returns<null>(),
  /** Forgets a flow that has ended, after its outcome was read. */
  'flow.dismiss': request(endedFlow).returns<null>(),
  'account.details': request(account).returns<AccountDetails>(),
  'account.copy': request(
    z.strictObject({ accountId: id, form: z.enum(['token', 'header']) }),
  ).returns<CopyOutcome>(),
  'account.refresh': request(account).returns<RefreshOutcome>(),
  'account.refresh_all': request(none).returns<RefreshAllOutcome>(),
  'account.revoke_preview': request(account).returns<RevokePreview>(),
  'account.revoke': request(
    z.strictObject({ accountId: id, proveByRefreshing: z.boolean().exactOptional() }),
  ).returns<RevokeOutcome>(),
  /** The provider's own page for ending access; main knows which. */
  'account.open_page': request(account).returns<null>(),
  /** Opens the provider's log-out page in the browser; revokes nothing. */
  'account.log_out': request(account).returns<null>(),
  'account.remove': request(account).returns<null>(),
  'account.edit': request(
    z.strictObject({ accountId: id, edit: accountEditSchema }),
  ).returns<null>(),
  'audit.page': request(
    z.strictObject({
      filter: auditFilterSchema,
      from: z
        .string()
        .regex(/^\d{1,12}:\d{1,15}$/)
        .nullable(),
      limit: z.number().int().min(1).max(500),
    }),
  ).returns<AuditPage>(),
  'audit.verify': request(none).returns<AuditCheck>(),
  /** Main asks where; what the filter lets through, and where the chain stands. */
  'audit.export': request(
    z.strictObject({ format: z.enum(exportFormats), filter: auditFilterSchema }),
  ).returns<{ readonly saved: boolean }>(),
  /** The text goes in; what it was never comes out. */
  'found.examine': request(
    z.strictObject({ text: z.string().min(1).max(mostFoundText) }),
  ).returns<FoundTokens>(),
  'found.revoke': request(
    z.strictObject({
      findId: id,
      index: z
        .number()
        .int()
        .min(0)
        .max(mostFoundTokens - 1),
    }),
  ).returns<FoundEnd>(),
  'found.dismiss': request(none).returns<null>(),
  /** Saves the list's file as it is on disk; main asks where. */
  'account.save_copy': request(none).returns<{ readonly saved: boolean }>(),
  'run.start': request(
    z.strictObject({
      kind: z.enum(runKinds),
      accountIds: z.array(id).min(1).max(20_000),
      confirmation: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('none') }),
        z.strictObject({ kind: z.literal('typed'), count: z.number().int().min(1).max(20_000) }),
        z.strictObject({ kind: z.literal('held') }),
      ]),
    }),
  ).returns<{ readonly runId: string }>(),
  'run.stop': request(none).returns<null>(),
  'run.dismiss': request(none).returns<null>(),
  'run.save_report': request(z.strictObject({ format: z.enum(['html', 'json']) })).returns<{
    readonly saved: boolean;
  }>(),
  'settings.update': request(settingsChangeSchema).returns<null>(),
  /** Main asks for the file, and whether what is in it is to be trusted. */
  'authority.add': request(none).returns<AddAuthoritiesOutcome>(),
  'authority.remove': request(
    z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
  ).returns<null>(),
  'keychain.retry': request(none).returns<null>(),
  'notice.dismiss': request(z.strictObject({ code: z.string().min(1).max(64) })).returns<null>(),
} as const satisfies Record<(typeof requestNames)[number], { readonly params: z.ZodType }>;

export type Contract = typeof contract;
export type RequestName = keyof Contract;
export type RequestParams<N extends RequestName> = z.infer<Contract[N]['params']>;
export type RequestResult<N extends RequestName> = Contract[N] extends Returns<infer T> ? T : never;

type Payloads = { 'snapshot.patched': SnapshotPatch; 'menu.chosen': MenuCommand };

export type MenuCommand =
  | 'add_account'
  | 'sign_in_each'
  | 'found_token'
  | 'panic'
  | 'settings'
  | 'find'
  | 'activity';
export type EventName = (typeof eventNames)[number];
/** Events that main pushes, by name; a name without a payload does not compile. */
export type Events = { readonly [E in EventName]: Payloads[E] };

/** What the preload puts on `window.tokenward`: a frozen object of named functions, derived from the names. */
export type Bridge = {
  readonly request: {
    readonly [N in RequestName]: (params: RequestParams<N>) => Promise<Result<RequestResult<N>>>;
  };
  /** Each takes a listener and returns the function that ends the subscription. */
  readonly on: {
    readonly [E in EventName]: (listener: (payload: Events[E]) => void) => () => void;
  };
};
