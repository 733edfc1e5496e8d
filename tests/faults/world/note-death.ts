/** Tells an answer that died with its process before it could be stored from one that had to be stored (P-02). */
import type { CrashPoint } from './app-process.ts';
import { countFault, type Ledger } from './ledger.ts';
import { type Stores, storedRefreshToken } from './stored-tokens.ts';
import type { Family } from './token-families.ts';

type Scene = {
  readonly ledger: Ledger;
  readonly families: readonly Family[];
  readonly stores: Stores;
  /** The accounts that it was refreshing when it died. */
  readonly refreshing: readonly string[];
};

/** Where nothing may be durable yet; at every other point something must be. */
const beforeDurable: readonly string[] = ['received', 'appending', 'keychain_writing'];

export function noteDeath(
  { ledger, families, stores, refreshing }: Scene,
  point: CrashPoint | 'any_moment',
): void {
  for (const { accountId, presentations } of families) {
    const stored = storedRefreshToken(stores, accountId) ?? '';
    if (point === 'flushed' && refreshing.includes(accountId)) {
      ledger.notedOnly.set(stored, (ledger.notedOnly.get(stored) ?? 0) + 1);
    }
    const newest = ledger.newest.get(accountId);
    const [exchange, last] =
      [...ledger.exchanges].filter(([, it]) => it.accountId === accountId).at(-1) ?? [];
    if (!refreshing.includes(accountId) || last?.received !== true) continue;
    // A refusal, or an answer without tokens, that nobody lived to note.
    const answer = presentations.find((it) => it.exchange === exchange);
    if ((answer?.given ?? null) === null) last.diedInWindow = true;
    if (!beforeDurable.includes(point) || last.before === null) continue;
    if (newest === undefined) continue;
    const sameToken = newest === last.before;
    if (stored === newest.refreshToken && !sameToken) continue;
    last.diedInWindow = true;
    ledger.newest.set(accountId, last.before);
    countFault(ledger, 'answers that died with the process');
  }
}
