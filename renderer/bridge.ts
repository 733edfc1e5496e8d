/** The window's typed client of main: every call answers with a Result, whatever happens (contract: shared/contract.ts). */
import type {
  Bridge,
  EventName,
  Events,
  RequestName,
  RequestParams,
  RequestResult,
} from '../shared/contract.ts';
import type { Result } from '../shared/errors.ts';

declare global {
  interface Window {
    readonly tokenward: Bridge;
  }
}

/** How the window talks to main; made once and handed down, so that a page without main can put its own in place. */
export type Client = {
  /** Resolves always; a call that could not be made at all answers with the code `internal`. */
  readonly request: <N extends RequestName>(
    name: N,
    params: RequestParams<N>,
  ) => Promise<Result<RequestResult<N>>>;
  /** Returns the function that ends the subscription. */
  readonly on: <E extends EventName>(name: E, listener: (payload: Events[E]) => void) => () => void;
};

/** The client over what the preload exposed. */
export function createClient(bridge: Bridge): Client {
  return {
    request: async (name, params) => {
      try {
        return await bridge.request[name](params);
      } catch {
        return { ok: false, error: { code: 'internal', details: {} } };
      }
    },
    on: (name, listener) => bridge.on[name](listener),
  };
}
