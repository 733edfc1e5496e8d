/** Decides whether a message comes from our own page: our contents, its main frame, our scheme's origin. */
import { appOrigin } from '../../shared/app-origin.ts';

type Frame = { readonly url: string };
export type Sender = {
  readonly contents: unknown;
  readonly frame: Frame | null;
  readonly mainFrame: Frame | null;
};

/** True only for the main frame of a window we made, showing a page of our own origin. */
export function isTrustedSender(sender: Sender, isOurs: (contents: unknown) => boolean): boolean {
  const { contents, frame, mainFrame } = sender;
  if (frame === null || frame !== mainFrame || !isOurs(contents)) return false;
  if (!URL.canParse(frame.url)) return false;
  const { protocol, host, username, password } = new URL(frame.url);
  return `${protocol}//${host}` === appOrigin && username === '' && password === '';
}
