/** What the window knows of one find: the tokens as main describes them, and what became of each; never the text. */
import type { ErrorCode, ErrorView } from '../../shared/errors.ts';
import type { FoundEnd, FoundRoute, FoundToken } from '../../shared/found-token.ts';

export type RowState =
  | { readonly kind: 'asking' }
  | ({ readonly kind: 'ended' } & FoundEnd)
  | { readonly kind: 'failed'; readonly error: ErrorView };

export type FoundList = {
  readonly findId: string;
  readonly tokens: readonly FoundToken[];
  readonly more: boolean;
  /** By index; a token that nobody was asked about has none. */
  readonly rows: ReadonlyMap<number, RowState>;
};

export type RoutedToken = FoundToken & { readonly route: FoundRoute };

/** Errors after which the text has to be looked at anew. */
const overtaken: readonly ErrorCode[] = ['found_gone', 'found_changed'];

/** The tokens that can be sent somewhere, as long as nobody is being asked about them and no answer settled it. */
export function revocable({ tokens, rows }: FoundList): readonly RoutedToken[] {
  return tokens.filter((token): token is RoutedToken => {
    const row = rows.get(token.index);
    const isOpen =
      row === undefined ||
      (row.kind === 'failed' && !overtaken.includes(row.error.code)) ||
      (row.kind === 'ended' && row.outcome.verdict === 'not_revoked');
    return token.route !== null && isOpen;
  });
}

/** One list for each host, in the order of the find. */
export function byHost(
  tokens: readonly RoutedToken[],
): ReadonlyMap<string, readonly RoutedToken[]> {
  const hosts = new Map<string, RoutedToken[]>();
  for (const token of tokens) {
    const { host } = token.route;
    hosts.set(host, [...(hosts.get(host) ?? []), token]);
  }
  return hosts;
}

/** The list with what was learnt last at the end of its rows. */
export function withRow(list: FoundList, index: number, row: RowState): FoundList {
  const rows = new Map(list.rows);
  rows.delete(index);
  return { ...list, rows: rows.set(index, row) };
}
