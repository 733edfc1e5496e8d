/** What to show of a flow: waiting for the browser or the server, a question it left, or why it failed (RFC 8252). */
import type { FlowView } from '../../shared/snapshot.ts';
import { FailedFlow } from './failed-flow.tsx';
import { FlowQuestionDialog } from './flow-question.tsx';
import { GettingToken } from './getting-token.tsx';
import { WaitingFlow } from './waiting-flow.tsx';

type WaitingDialogProps = {
  readonly flow: FlowView;
  readonly onClose: () => void;
  readonly onCancel: (flow: FlowView) => void;
  /** The failure was read and nothing more is wanted. */
  readonly onGivenUp: (flow: FlowView) => void;
  readonly onFlow: (flowId: string) => void;
  readonly onBackToForm: (flow: FlowView) => void;
  readonly onEdit: (accountId: string) => void;
};

/** Shows nothing of one that ended well: that is told by a toast. */
export function WaitingDialog(props: WaitingDialogProps) {
  const { flow, onClose } = props;
  if (flow.status === 'failed') {
    return <FailedFlow {...props} onClose={() => props.onGivenUp(flow)} />;
  }
  if (flow.question !== null) {
    return <FlowQuestionDialog flow={flow} question={flow.question} onClose={onClose} />;
  }
  const Waiting = flow.grantType === 'client_credentials' ? GettingToken : WaitingFlow;
  return <Waiting flow={flow} onClose={onClose} onCancel={() => props.onCancel(flow)} />;
}
