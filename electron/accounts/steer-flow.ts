/** What a person can do with a sign-in under way or just ended: open, copy, paste, cancel, decide, dismiss. */
import { AppError } from '../app-error.ts';
import type { Prompt } from '../oauth/authorization-request.ts';
import { parsePastedAddress } from '../oauth/authorization-response.ts';
import { cancelFlowsOf } from './authorize-account.ts';
import type { FlowDeps } from './flow-deps.ts';
import { type Flow, hasEnded } from './flow-registry.ts';
import { removeAccount } from './remove-account.ts';
import { revokeAccount } from './revoke-account.ts';
import { acceptResponse, openInBrowser, sendToBrowser } from './sign-in-flow.ts';

/** Puts the authorization URL on the clipboard: it holds no token. Throws AppError `flow_not_found`. */
export async function copyFlowLink(deps: FlowDeps, flowId: string): Promise<void> {
  const { request } = deps.flows.get(flowId);
  if (request === null) throw new AppError('flow_not_found');
  await deps.clipboard.put(request.url.href);
}

/** Opens the same attempt once more. Throws AppError `flow_not_found`. */
export function openFlowAgain(deps: FlowDeps, flowId: string): Promise<void> {
  return openInBrowser(deps, deps.flows.get(flowId));
}

/** A new attempt that asks the server to let the person choose (OIDC Core section 3.1.2.1, `prompt`). */
export function chooseAnotherUser(deps: FlowDeps, flowId: string): Promise<void> {
  const flow = deps.flows.get(flowId);
  return sendToBrowser(deps, flow, promptFor(flow));
}

function promptFor({ server }: Flow): Prompt {
  const supported = server?.promptValuesSupported ?? null;
  return supported === null || supported.includes('select_account') ? 'select_account' : 'login';
}

/** The same checks as the listener's. Throws AppError `address_invalid`, `state_mismatch` or `flow_not_found`. */
export function pasteFlowAddress(deps: FlowDeps, flowId: string, address: string): void {
  const flow = deps.flows.get(flowId);
  if (flow.request === null) throw new AppError('flow_not_found');
  const response = parsePastedAddress(address, flow.request);
  if (acceptResponse(flow, response) === 'foreign') throw new AppError('state_mismatch');
}

/** Cancels a sign-in; an account that was never signed in goes with it, unless it is to be kept. */
export async function cancelFlow(
  deps: FlowDeps,
  flowId: string,
  keepAccount = false,
): Promise<void> {
  const flow = deps.flows.get(flowId);
  flow.abort?.(new AppError('flow_interrupted'));
  deps.flows.forget(flowId);
  if (!keepAccount) await discardUnfinished(deps, flow);
}

/** Forgets a flow that has ended; a first sign-in that failed takes its account along, unless it is to be kept. */
export async function dismissFlow(
  deps: FlowDeps,
  flowId: string,
  keepAccount = false,
): Promise<void> {
  const flow = deps.flows.get(flowId);
  if (!hasEnded(flow)) return;
  deps.flows.forget(flowId);
  if (!keepAccount) await discardUnfinished(deps, flow);
}

async function discardUnfinished(deps: FlowDeps, { view }: Flow): Promise<void> {
  const record = deps.registry.find(view.accountId);
  const unfinished = view.kind === 'authorize' && record?.grant.status === 'none';
  // A newer sign-in of the same account may still need it, or say why it failed.
  if (unfinished && deps.flows.ofAccount(view.accountId).length === 0) {
    await removeAccount(deps, view.accountId);
  }
}

export type Decision = 'keep' | 'revoke' | 'replace';

/**
 * Answers what a finished sign-in asked. `revoke` ends the new tokens of another user and takes their account away
 * when the server agreed; `replace` forgets the older account here without telling the server, because at many servers
 * revoking the older grant ends the newer one too.
 */
export async function decideFlow(deps: FlowDeps, flowId: string, choice: Decision): Promise<void> {
  const flow = deps.flows.get(flowId);
  const { question } = flow.view;
  if (question === null) throw new AppError('flow_not_found');
  if (choice === 'revoke' && question.kind === 'subject_differs') {
    const { revoked } = await revokeAccount(deps, question.newAccountId);
    if (!revoked) throw new AppError('revocation_incomplete');
    await removeAccount(deps, question.newAccountId);
  }
  if (choice === 'replace' && question.kind === 'duplicate') {
    cancelFlowsOf(deps, question.otherAccountId);
    await removeAccount(deps, question.otherAccountId);
  }
  deps.flows.update(flow, { question: null });
}
