/** Whether a token endpoint answers anybody at all, asked without a token and without a secret (requirement R-02). */
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { fetchBounded } from './bounded-fetch.ts';
import type { OAuthDeps } from './oauth-deps.ts';

/** True for any answer, also a refusal or a redirect: only silence says that the server is not there. Never throws. */
export async function serverAnswers(
  deps: OAuthDeps,
  server: Server,
  deadlineMs: number,
): Promise<boolean> {
  try {
    const url = new URL(server.tokenEndpoint);
    const nothing = { headers: {}, body: null, ignoresBody: true };
    await fetchBounded(deps, { url, method: 'GET', deadlineMs, ...nothing });
    return true;
  } catch (thrown) {
    return thrown instanceof AppError && thrown.code === 'redirect_refused';
  }
}
