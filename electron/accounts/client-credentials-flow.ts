/** Gets an account its token without a browser: discovering, exchanging, done (RFC 6749 section 4.4). */
import type { AppError } from '../app-error.ts';
import { agreeOnServer } from './agree-on-server.ts';
import { requestClientGrant } from './client-grant.ts';
import { discardTokens } from './discard-tokens.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow } from './flow-registry.ts';
import { keepIssued, resolveServer } from './flow-steps.ts';
import { readReplaceable } from './read-replaceable.ts';
import { serverNameOf } from './server-name.ts';

/**
 * Resolves when the token is kept. Throws AppError, `flow_interrupted` where it was cancelled: a token that comes all
 * the same is ended. Only a person starts this, so that nothing revoked comes back by itself.
 */
export async function obtainToken(deps: FlowDeps, flow: Flow): Promise<void> {
  let stopped: AppError | null = null;
  flow.abort = (reason) => {
    stopped = reason;
  };
  const assertWanted = (): void => {
    if (stopped !== null) throw stopped;
  };
  const record = deps.registry.get(flow.view.accountId);
  const server = await resolveServer(deps, record);
  const { stored, lost } = await readReplaceable(deps, record.accountId);
  if (lost !== null) deps.registry.patch(record.accountId, { clientSecretSet: false });
  const clientSecret = await agreeOnServer(deps, record, { now: server, stored });
  assertWanted();
  deps.flows.update(flow, { status: 'exchanging' });
  const issued = await deps.limiter.run(serverNameOf(record.definition), async () => {
    assertWanted();
    return requestClientGrant(deps, { record, server, clientSecret });
  });
  if (stopped !== null) {
    await discardTokens(deps, record, { server, clientSecret, received: issued.tokenSet });
    throw stopped;
  }
  const { accountId } = record;
  const secretBefore = stored.clientSecret;
  await keepIssued(deps, { accountId, server, clientSecret, secretBefore, nonce: null, issued });
  deps.flows.update(flow, { status: 'done' });
}
