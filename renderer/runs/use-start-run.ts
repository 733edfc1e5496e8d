/** Asks main to revoke many accounts; main decides whether what it was given is confirmation enough. */
import { useState } from 'react';
import type { RequestParams } from '../../shared/contract.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';

type StartRun = {
  readonly start: (request: RequestParams<'run.start'>) => void;
  /** Main may be waiting for the answer to its own question. */
  readonly isAsking: boolean;
  readonly error: ErrorView | null;
};

/** Once it has begun, its progress takes the place of the question. */
export function useStartRun(): StartRun {
  const { client } = useServices();
  const { state, dispatch } = useUi();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const start = async (request: RequestParams<'run.start'>): Promise<void> => {
    setAsking(true);
    setError(null);
    const answer = await client.request('run.start', request);
    setAsking(false);
    if (!answer.ok) setError(answer.error);
    else {
      const { runId } = answer.value;
      // What was picked for it is done with: what is picked next is meant for something else.
      dispatch({ type: 'account_selected', accountId: state.selectedAccountId });
      dispatch({ type: 'dialog_opened', dialog: { kind: 'run', runId } });
    }
  };
  return { start: (request) => void (isAsking || start(request)), isAsking, error };
}
