/** Presents a refresh token, and the same one again where the answer was lost on the way. */
import type { AccountRecord, Server } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import { type RefreshedTokens, refreshTokens } from '../oauth/token-endpoint.ts';
import type { Clock } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type { TokenSet } from '../token-set.ts';
import type { AccountDeps } from './account-deps.ts';
import { decideRetry } from './retry-policy.ts';
import type { StoredGrant } from './stored-grant.ts';

export type Presentation = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly stored: StoredGrant;
  readonly current: TokenSet & { readonly refreshToken: Secret };
};

/**
 * One request after another, never two at once: each ended or was aborted before the next begins. `onReceived` is
 * awaited with a rotated refresh token as soon as it is there. Throws the AppError of the last request.
 */
export async function presentRefreshToken(
  deps: AccountDeps,
  presentation: Presentation,
  onReceived: (rotated: Secret) => Promise<void>,
): Promise<RefreshedTokens> {
  const { accountId } = presentation.record;
  const token = { accountId, generation: presentation.stored.generation };
  let rotated = false;
  for (;;) {
    try {
      return await requestRefresh(deps, presentation, async (received) => {
        rotated = true;
        await onReceived(received);
      });
    } catch (thrown) {
      const error = asAppError(thrown);
      const presentedAgain = deps.trials.presentedAgain(token);
      const verdict = decideRetry({ error, failures: 1, presentedAgain, random: 0 });
      // The newer token has arrived: presenting the older one would look like its theft.
      if (rotated || verdict.kind !== 'present_again') throw error;
      deps.trials.notePresentedAgain(token);
      await pause(deps.clock, verdict.afterMs);
    }
  }
}

async function pause(clock: Clock, ms: number): Promise<void> {
  if (ms > 0) await new Promise<void>((go) => clock.after(ms, go));
}

function requestRefresh(
  deps: AccountDeps,
  { record, server, stored, current }: Presentation,
  onReceived: (rotated: Secret) => Promise<void>,
): Promise<RefreshedTokens> {
  return refreshTokens(deps.oauth, {
    server,
    clientId: record.definition.clientId,
    clientSecret: stored.clientSecret,
    refreshToken: current.refreshToken,
    current,
    expected: { subject: record.subject, authTime: record.authTime, nonce: stored.nonce },
    onReceived,
  });
}
