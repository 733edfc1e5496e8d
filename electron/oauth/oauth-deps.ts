/** What every function of this folder takes from outside: one way to the network, the time, and the log. */
import type { Clock, Logger, Transport } from '../ports.ts';

export type OAuthDeps = {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
};
