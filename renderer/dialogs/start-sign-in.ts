/** Starts the first grant from the form: anew, or for the account that an attempt before left unfinished. */
import type { AccountDefinition } from '../../shared/account-definition.ts';
import type { AccountView } from '../../shared/account-view.ts';
import type { Result } from '../../shared/errors.ts';
import type { Client } from '../bridge.ts';
import type { NewAccount } from '../forms/check-account-form.ts';

type Started = Result<{ readonly flowId: string; readonly accountId: string }>;

/**
 * An unfinished account of the same server and client is corrected and used, so that its client secret need not be
 * typed again; a secret is never carried along to another server.
 */
export async function startSignIn(
  client: Client,
  { definition, clientSecret }: NewAccount,
  unfinished: AccountView | undefined,
): Promise<Started> {
  if (unfinished === undefined || !sameServer(unfinished.definition, definition)) {
    return client.request('flow.authorize', { definition, clientSecret });
  }
  const { accountId } = unfinished;
  const { provider, grantType, issuer, endpoints, clientId, ...changes } = definition;
  const edit = clientSecret === null ? changes : { ...changes, clientSecret };
  const edited = await client.request('account.edit', { accountId, edit });
  if (!edited.ok) return edited;
  const flow = await client.request('flow.reauthorize', { accountId });
  return flow.ok ? { ok: true, value: { accountId, flowId: flow.value.flowId } } : flow;
}

/** True when a secret given for the one may be used for the other. */
export function sameServer(a: AccountDefinition, b: AccountDefinition): boolean {
  return (
    a.provider === b.provider &&
    a.grantType === b.grantType &&
    a.issuer === b.issuer &&
    a.clientId === b.clientId &&
    JSON.stringify(a.endpoints) === JSON.stringify(b.endpoints)
  );
}
