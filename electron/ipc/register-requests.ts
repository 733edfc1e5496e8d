/** Puts every request of the contract behind the one way of answering; the only importer of `ipcMain`. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { requestNames } from '../../shared/contract-names.ts';
import { type AnswerDeps, answerRequest } from './answer-request.ts';
import { isTrustedSender } from './trusted-sender.ts';

/** Call once, before any page is loaded. `isOurs` tells the contents of windows that we made. */
export function registerRequests(deps: AnswerDeps, isOurs: (contents: unknown) => boolean): void {
  for (const name of requestNames) {
    ipcMain.handle(name, (event: IpcMainInvokeEvent, params: unknown) =>
      answerRequest(deps, name, { params, trusted: isTrustedSender(senderOf(event), isOurs) }),
    );
  }
}

function senderOf(event: IpcMainInvokeEvent): Parameters<typeof isTrustedSender>[0] {
  return {
    contents: event.sender,
    frame: event.senderFrame,
    mainFrame: event.sender.isDestroyed() ? null : event.sender.mainFrame,
  };
}
