/** What to call a server in a list: its address without what all of them share. */

/** `id.example/realms/prod` for `https://id.example/realms/prod/`; plain http keeps its scheme, for it is unusual. */
export function serverName(server: string): string {
  return server.replace(/^https:\/\//u, '').replace(/\/$/u, '');
}
