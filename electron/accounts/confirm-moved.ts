/** The native question before a sign-in goes to a server that has moved, in a window of the system's own (N-14). */
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { fillWords } from '../../shared/catalogue/fill-words.ts';
import type { AppPorts } from '../ports.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { FlowDeps } from './flow-deps.ts';

/** False where the person does not agree. */
export function confirmMoved(
  ports: Pick<AppPorts, 'dialogs'>,
  snapshot: Snapshot,
  { label, before, now }: Parameters<FlowDeps['confirmMoved']>[0],
): Promise<boolean> {
  const words = catalogue[snapshot.sections().language].notices.serverMoved;
  const places = { before: before.join(', '), now: now.join(', ') };
  return ports.dialogs.confirm({
    message: fillWords(words.message, { label }),
    detail: fillWords(words.detail, places),
    agree: words.agree,
    cancel: words.cancel,
  });
}
