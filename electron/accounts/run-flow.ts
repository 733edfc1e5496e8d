/** Runs one flow to its end, through the browser (RFC 6749 section 4.1) or without one (section 4.4). */
import { asAppError } from '../app-error.ts';
import { obtainToken } from './client-credentials-flow.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow } from './flow-registry.ts';
import { signIn } from './sign-in-flow.ts';

/** Never rejects: how it ended is in the flow's view. */
export async function runFlow(deps: FlowDeps, flow: Flow): Promise<void> {
  const { accountId, kind, grantType } = flow.view;
  if (kind === 'reauthorize') deps.registry.setOperation(accountId, 'reauthorizing');
  try {
    await (grantType === 'client_credentials' ? obtainToken : signIn)(deps, flow);
  } catch (thrown) {
    const error = asAppError(thrown);
    deps.logger.info('flow.ended', { flowId: flow.view.flowId, code: error.code });
    const cancelled = error.code === 'flow_interrupted';
    deps.flows.update(
      flow,
      cancelled ? { status: 'cancelled' } : { status: 'failed', error: error.view() },
    );
  } finally {
    flow.abort = null;
    flow.deliver = null;
    flow.request = null;
    // A revocation that cancelled it may be under way by now.
    const isOurs = deps.registry.operation(accountId) === 'reauthorizing';
    if (isOurs) deps.registry.setOperation(accountId, 'idle');
  }
}
