/** The native question before a run of revocations, in the system's own window, which no page can answer. */
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { fillWords } from '../../shared/catalogue/fill-words.ts';
import type { AppPorts } from '../ports.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** False where the person does not agree. */
export function confirmRun(
  ports: Pick<AppPorts, 'dialogs'>,
  snapshot: Snapshot,
  { count, production }: { readonly count: number; readonly production: number },
): Promise<boolean> {
  const words = catalogue[snapshot.sections().language].runs.native;
  const warning = production === 0 ? '' : `${words.production}\n`;
  return ports.dialogs.confirm({
    message: fillWords(words.message, { count }),
    detail: fillWords(`${warning}${words.detail}`, { production }),
    agree: words.agree,
    cancel: words.cancel,
  });
}
