/** An address as a list shows it: without what all of them share. */

/** `id.example/realms/prod` for `https://id.example/realms/prod/`; plain http keeps its scheme, for it is unusual. */
export function shortAddress(address: string): string {
  return address.replace(/^https:\/\//u, '').replace(/\/$/u, '');
}
