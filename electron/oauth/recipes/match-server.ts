/** Tells by the frozen token endpoint whose server it is; a name that a server claims for itself counts for nothing. */
import type { Server } from '../../account-record.ts';

const hostOf = ({ tokenEndpoint }: Server): string => new URL(tokenEndpoint).hostname;

/** True for exactly one of these hosts. */
export function atHost(...hosts: readonly string[]): (server: Server) => boolean {
  return (server) => hosts.includes(hostOf(server));
}

/** True for a host below one of these domains. */
export function atDomain(...domains: readonly string[]): (server: Server) => boolean {
  return (server) => domains.some((domain) => hostOf(server).endsWith(`.${domain}`));
}
