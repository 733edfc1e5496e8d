/** The system's own idea of being connected, used only to explain a failure (requirement N-01). */
import type { Connectivity } from '../ports.ts';

/** Electron's `net`, as far as it is used here. */
export type SystemNetwork = { isOnline(): boolean };

export function createConnectivity(options: { readonly net: SystemNetwork }): Connectivity {
  return { isOnline: () => options.net.isOnline() };
}
