/** Starts a flow: a new account, or new tokens for one that is here (RFC 6749 sections 4.1 and 4.4, RFC 8252). */
import type { AccountDefinition } from '../../shared/account-definition.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { blankRecord } from '../blank-record.ts';
import { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { assertNotEnding } from './assert-not-ending.ts';
import type { FlowDeps } from './flow-deps.ts';
import { newAccountId, newFlowId } from './new-id.ts';
import { runFlow } from './run-flow.ts';
import { serverNameOf } from './server-name.ts';

type NewAccount = {
  readonly definition: AccountDefinition;
  readonly clientSecret: string | null;
};

/**
 * Stores the definition and the client secret first, so that a crash leaves something to finish or discard, then runs
 * the flow in the background. Throws AppError `too_many_flows` or `disk_unwritable`.
 */
export async function authorizeAccount(
  deps: FlowDeps,
  { definition, clientSecret }: NewAccount,
): Promise<{ readonly flowId: string; readonly accountId: string }> {
  const accountId = newAccountId();
  const record = blankRecord(deps, {
    accountId,
    definition,
    clientSecretSet: clientSecret !== null,
  });
  const flow = deps.flows.add(viewOfStart('authorize', record));
  try {
    await storeDefinition(deps, record, clientSecret);
  } catch (thrown) {
    deps.flows.forget(flow.view.flowId);
    throw thrown;
  }
  void runFlow(deps, flow);
  return { flowId: flow.view.flowId, accountId };
}

async function storeDefinition(
  deps: AccountDeps,
  record: AccountRecord,
  clientSecret: string | null,
): Promise<void> {
  const { accountId } = record;
  try {
    deps.registry.put(record);
    await deps.registry.flush();
    if (clientSecret === null) return;
    const grant = { tokens: null, clientSecret: Secret.of(clientSecret), nonce: null };
    const { known } = await deps.tokenStore.save(accountId, grant);
    deps.registry.patch(accountId, { generation: known });
    await deps.registry.flush();
  } catch (thrown) {
    deps.registry.delete(accountId);
    throw thrown;
  }
}

/**
 * Signs in again, or gets a new token where that takes no person; the tokens held stay until the new ones are safe.
 * Throws AppError `account_not_found`, `account_busy` while a sign-in of this account is under way, `revocation_waits`
 * while its tokens are being revoked, `too_many_flows`.
 */
export function reauthorizeAccount(deps: FlowDeps, accountId: string): { readonly flowId: string } {
  const record = deps.registry.get(accountId);
  assertNotEnding(deps, record);
  if (deps.flows.underWay(accountId).length > 0) throw new AppError('account_busy');
  const first = record.grant.status === 'none';
  const flow = deps.flows.add(viewOfStart(first ? 'authorize' : 'reauthorize', record));
  void runFlow(deps, flow);
  return { flowId: flow.view.flowId };
}

function viewOfStart(kind: FlowView['kind'], record: AccountRecord): FlowView {
  return {
    flowId: newFlowId(),
    kind,
    grantType: record.definition.grantType,
    accountId: record.accountId,
    label: record.definition.label,
    server: serverNameOf(record.definition),
    environment: record.definition.environment,
    status: 'discovering',
    redirectUri: null,
    expiresAt: null,
    monotonicExpiresAt: null,
    browserOpened: true,
    error: null,
    question: null,
  };
}

/** Ends every sign-in of an account that is under way, as before revoking or removing it. */
export function cancelFlowsOf(deps: FlowDeps, accountId: string): void {
  for (const flow of deps.flows.underWay(accountId)) {
    flow.abort?.(new AppError('flow_interrupted'));
  }
}
