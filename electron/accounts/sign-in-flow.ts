/** Runs one sign-in from discovery to kept tokens: discovering, awaiting_browser, exchanging, done (RFC 8252 section 4.1). */
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { createAuthorizationRequest, type Prompt } from '../oauth/authorization-request.ts';
import { matchesAttempt } from '../oauth/authorization-response.ts';
import { type LoopbackRedirect, openLoopbackRedirect } from '../oauth/loopback-redirect.ts';
import { exchangeCode, type IssuedTokens } from '../oauth/token-endpoint.ts';
import type { Secret } from '../secret.ts';
import { agreeOnServer } from './agree-on-server.ts';
import { discardTokens } from './discard-tokens.ts';
import type { FlowDeps } from './flow-deps.ts';
import { type Flow, hasEnded } from './flow-registry.ts';
import { keepIssued, resolveServer } from './flow-steps.ts';
import { readReplaceable } from './read-replaceable.ts';

/** How long a person has to finish in the browser. */
const timeLimitMs = 5 * 60_000;

/** Resolves when the tokens are kept. Throws AppError, `flow_interrupted` where it was cancelled. */
export async function signIn(deps: FlowDeps, flow: Flow): Promise<void> {
  const interrupted = new Promise<never>((_, reject) => {
    flow.abort = reject;
  });
  interrupted.catch(() => undefined);
  const record = deps.registry.get(flow.view.accountId);
  const server = await Promise.race([resolveServer(deps, record), interrupted]);
  const { stored, lost } = await readReplaceable(deps, record.accountId);
  if (lost !== null) {
    const clientSecretSet = stored.clientSecret !== null;
    deps.registry.patch(record.accountId, { clientSecretSet });
  }
  const asked = agreeOnServer(deps, record, { now: server, stored });
  const clientSecret = await Promise.race([asked, interrupted]);
  flow.server = server;
  const response = await awaitResponse(deps, flow, { record, interrupted });
  deps.flows.update(flow, { status: 'exchanging' });
  const nonce = flow.request?.nonce ?? null;
  const issued = await redeem(deps, flow, { record, server, clientSecret, response });
  const question = await keepIssued(deps, {
    accountId: record.accountId,
    server,
    clientSecret,
    secretBefore: stored.clientSecret,
    nonce,
    issued,
  });
  deps.flows.update(flow, { status: 'done', question });
}

type Waiting = { readonly record: AccountRecord; readonly interrupted: Promise<never> };

async function awaitResponse(
  deps: FlowDeps,
  flow: Flow,
  { record, interrupted }: Waiting,
): Promise<URL> {
  let cancelTimer = (): void => undefined;
  let redirect: LoopbackRedirect | null = null;
  try {
    const arrived = new Promise<URL>((resolve) => {
      flow.deliver = resolve;
    });
    redirect = await openLoopbackRedirect(deps.oauth, {
      host: record.definition.redirectHost,
      port: record.definition.redirectPort,
      onResponse: (url) => acceptResponse(flow, url),
      onFlooded: () => flow.abort?.(new AppError('flow_flooded')),
    });
    cancelTimer = deps.clock.after(timeLimitMs, () => flow.abort?.(new AppError('flow_timed_out')));
    const now = deps.clock.now();
    deps.flows.update(flow, {
      status: 'awaiting_browser',
      redirectUri: redirect.redirectUri,
      expiresAt: now.wall + timeLimitMs,
      monotonicExpiresAt: now.monotonic + timeLimitMs,
    });
    await Promise.race([sendToBrowser(deps, flow), interrupted]);
    return await Promise.race([arrived, interrupted]);
  } finally {
    cancelTimer();
    flow.deliver = null;
    await redirect?.close();
  }
}

/** Makes a new attempt (its `state` replaces the one before) and opens the browser with it. */
export async function sendToBrowser(deps: FlowDeps, flow: Flow, prompt?: Prompt): Promise<void> {
  const { server, view } = flow;
  // Once a response was accepted, its own attempt is the only one that may redeem it.
  if (server === null || view.redirectUri === null || flow.deliver === null) {
    throw new AppError('flow_not_found');
  }
  const { definition } = deps.registry.get(view.accountId);
  flow.request = createAuthorizationRequest(deps.oauth, {
    server,
    definition,
    redirectUri: view.redirectUri,
    ...(prompt === undefined ? {} : { prompt }),
  });
  await openInBrowser(deps, flow);
}

/** Opens the current attempt's authorization URL; says in the view when the system could not. */
export async function openInBrowser(deps: FlowDeps, flow: Flow): Promise<void> {
  if (flow.request === null) throw new AppError('flow_not_found');
  const browserOpened = await deps.browser.open(flow.request.url);
  if (!hasEnded(flow)) deps.flows.update(flow, { browserOpened });
}

/** One-time: the first response of this attempt is taken, everything else is foreign. */
export function acceptResponse(flow: Flow, url: URL): 'accepted' | 'foreign' {
  const { deliver, request } = flow;
  if (deliver === null || request === null || !matchesAttempt(request, url)) return 'foreign';
  flow.deliver = null;
  deliver(url);
  return 'accepted';
}

type Redemption = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly clientSecret: Secret | null;
  readonly response: URL;
};

/** Exchanges the code; tokens that fail validation or came for a cancelled flow are revoked, as far as possible. */
async function redeem(
  deps: FlowDeps,
  flow: Flow,
  { record, server, clientSecret, response }: Redemption,
): Promise<IssuedTokens> {
  if (flow.request === null) throw new AppError('flow_not_found');
  let wanted = true;
  let reason = new AppError('flow_interrupted');
  flow.abort = (error) => {
    wanted = false;
    reason = error;
  };
  const result = await exchangeCode(deps.oauth, {
    server,
    clientId: record.definition.clientId,
    clientSecret,
    scope: record.definition.scope,
    attempt: flow.request,
    response,
  });
  if (result.kind === 'not_promoted') {
    await discardTokens(deps, record, { server, clientSecret, received: result.received });
    throw result.error;
  }
  if (!wanted) {
    await discardTokens(deps, record, { server, clientSecret, received: result.tokenSet });
    throw reason;
  }
  return result;
}
