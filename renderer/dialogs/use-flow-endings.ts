/** Tells the end of each sign-in once and lets main forget it, also when its dialog was closed meanwhile. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../shared/snapshot.ts';
import { useServices } from '../services.tsx';
import { useApp } from '../use-snapshot.ts';

type FlowEndings = {
  /** A finished sign-in has a question; runs once for each. */
  readonly onQuestion: (flow: FlowView) => void;
};

const underWay: readonly FlowView['status'][] = ['awaiting_browser', 'exchanging', 'done'];

/**
 * Dismisses what ended without a question. A failed attempt is dismissed when a later one of the same account has got
 * further; before that, main would take the unfinished account away with it.
 */
export function useFlowEndings({ onQuestion }: FlowEndings): void {
  const { t } = useTranslation();
  const { client, toasts, walk } = useServices();
  const { flows } = useApp();
  const told = useRef(new Set<string>());

  useEffect(() => {
    for (const flow of flows) {
      if (told.current.has(endOf(flow))) continue;
      if (flow.question !== null) {
        told.current.add(endOf(flow)).add(`done:${flow.flowId}`);
        onQuestion(flow);
      } else if (flow.status === 'done') {
        told.current.add(endOf(flow));
        // A walk tells of all of its sign-ins at its end.
        if (!walk.ran(flow.flowId))
          toasts.show({
            tone: 'success',
            title: t(
              flow.grantType === 'client_credentials'
                ? 'dialogs.client.done'
                : 'dialogs.waiting.done',
              { label: flow.label },
            ),
            topic: `flow:${flow.accountId}`,
          });
      }
      if (flow.status === 'cancelled' || isToldOrSuperseded(flow, flows)) {
        told.current.add(endOf(flow));
        void client.request('flow.dismiss', { flowId: flow.flowId });
      }
    }
  }, [flows, client, toasts, walk, t, onQuestion]);
}

const endOf = (flow: FlowView): string =>
  flow.question === null ? `${flow.status}:${flow.flowId}` : `question:${flow.flowId}`;

function isToldOrSuperseded(flow: FlowView, flows: readonly FlowView[]): boolean {
  if (flow.status === 'done') return flow.question === null;
  if (flow.status !== 'failed') return false;
  const later = flows.slice(flows.indexOf(flow) + 1);
  return later.some((it) => it.accountId === flow.accountId && underWay.includes(it.status));
}
