/** The words of a start that is refused because another process holds the profile (requirement R-09). */
import type { Dialog } from 'electron';
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { fillWords } from '../../shared/catalogue/fill-words.ts';
import type { Language } from '../../shared/settings.ts';

export type ProfileInUse = {
  /** `elsewhere`: on another machine or in another container. */
  readonly standing: 'running' | 'elsewhere';
  readonly owner: { readonly pid: number; readonly hostname: string; readonly takenAt: number };
  /** The lock file. */
  readonly file: string;
};

export type RefusalWords = {
  readonly message: string;
  readonly detail: string;
  readonly button: string;
};

/** Who holds it, since when in the person's own time zone, and what to do. */
export function describeProfileInUse(inUse: ProfileInUse, language: Language): RefusalWords {
  const { standing, owner, file } = inUse;
  const { title, quit, running, runningStep, elsewhere, elsewhereStep } =
    catalogue[language].start.inUse;
  const since = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const values = {
    pid: String(owner.pid),
    host: owner.hostname,
    since: since.format(owner.takenAt),
    file,
  };
  const sentences = standing === 'running' ? [running, runningStep] : [elsewhere, elsewhereStep];
  return {
    message: title,
    detail: sentences.map((it) => fillWords(it, values)).join('\n\n'),
    button: quit,
  };
}

/** Returns when the person has read it. */
export function sayProfileInUse(
  dialog: Pick<Dialog, 'showMessageBoxSync'>,
  inUse: ProfileInUse,
  language: Language,
): void {
  const { message, detail, button } = describeProfileInUse(inUse, language);
  // The asynchronous one ends its promise only when something else wakes the loop, half a minute later.
  dialog.showMessageBoxSync({ type: 'warning', message, detail, buttons: [button] });
}
