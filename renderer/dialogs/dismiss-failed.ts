/** Lets main forget the failed sign-ins of an account; an account that was never signed in goes with them. */
import type { FlowView } from '../../shared/snapshot.ts';
import type { Client } from '../bridge.ts';

/** Does not wait: whether a flow was still there makes no difference to anyone. */
export function dismissFailed(
  client: Client,
  flows: readonly FlowView[],
  accountId: string | null,
): void {
  for (const flow of flows) {
    if (flow.accountId !== accountId || flow.status !== 'failed') continue;
    void client.request('flow.dismiss', { flowId: flow.flowId });
  }
}
