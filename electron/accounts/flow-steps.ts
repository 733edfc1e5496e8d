/** The steps that flows with and without a browser share: find the server, guard the secret, keep what was issued. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { FlowQuestion } from '../../shared/snapshot.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import { serverOfEndpoints } from '../oauth/authorization-server.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { discardTokens } from './discard-tokens.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { SignIn } from './sign-in.ts';

const nowhereToKeep: readonly ErrorCode[] = ['account_not_found', 'revocation_waits'];

/** Where the account was removed, or is being ended, while its tokens were asked for, the new tokens are ended instead. */
export async function keepIssued(deps: FlowDeps, signIn: SignIn): Promise<FlowQuestion | null> {
  const record = deps.registry.get(signIn.accountId);
  try {
    return await completeSignIn(deps, signIn);
  } catch (thrown) {
    if (nowhereToKeep.includes(asAppError(thrown).code)) {
      const { server, clientSecret, issued } = signIn;
      await discardTokens(deps, record, { server, clientSecret, received: issued.tokenSet });
    }
    throw thrown;
  }
}

/** The server as it is now: by its endpoints, or by discovery. Throws AppError. */
export async function resolveServer(
  deps: FlowDeps,
  { definition }: AccountRecord,
): Promise<Server> {
  if (definition.endpoints !== null) return serverOfEndpoints(definition.endpoints);
  return (await deps.directory.discover(definition.issuer ?? '', definition.grantType)).server;
}
