/** The sign-ins under way: their private side (attempt, listener, tokens to come) and the view the window gets. */
import type { FlowView } from '../../shared/snapshot.ts';
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { AuthorizationRequest } from '../oauth/authorization-request.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

export type Flow = {
  view: FlowView;
  server: Server | null;
  /** The newest attempt: only its `state` is accepted. */
  request: AuthorizationRequest | null;
  /** Hands over the one authorization response that matches; set while waiting. */
  deliver: ((response: URL) => void) | null;
  /** Ends the flow from outside; set until it has ended. */
  abort: ((reason: AppError) => void) | null;
};

export type FlowRegistry = {
  /** Throws AppError `flow_not_found`. */
  readonly get: (flowId: string) => Flow;
  /** Throws AppError `too_many_flows` beyond five under way. */
  readonly add: (view: FlowView) => Flow;
  readonly update: (flow: Flow, change: Partial<FlowView>) => void;
  readonly forget: (flowId: string) => void;
  /** Every sign-in of an account that is not forgotten, ended or not. */
  readonly ofAccount: (accountId: string) => readonly Flow[];
  readonly underWay: (accountId: string) => readonly Flow[];
};

const mostAtOnce = 5;
const ended: readonly FlowView['status'][] = ['done', 'failed', 'cancelled'];

export const hasEnded = (flow: Flow): boolean => ended.includes(flow.view.status);

export function createFlowRegistry(snapshot: Snapshot): FlowRegistry {
  const flows = new Map<string, Flow>();
  const publish = (): void => snapshot.update({ flows: [...flows.values()].map((it) => it.view) });
  const active = (): readonly Flow[] => [...flows.values()].filter((it) => !hasEnded(it));

  return {
    get: (flowId) => {
      const flow = flows.get(flowId);
      if (flow === undefined) throw new AppError('flow_not_found');
      return flow;
    },
    add: (view) => {
      if (active().length >= mostAtOnce) throw new AppError('too_many_flows');
      const flow: Flow = { view, server: null, request: null, deliver: null, abort: null };
      flows.set(view.flowId, flow);
      publish();
      return flow;
    },
    update: (flow, change) => {
      flow.view = { ...flow.view, ...change };
      publish();
    },
    forget: (flowId) => {
      flows.delete(flowId);
      publish();
    },
    ofAccount: (accountId) => [...flows.values()].filter((it) => it.view.accountId === accountId),
    underWay: (accountId) => active().filter((it) => it.view.accountId === accountId),
  };
}
