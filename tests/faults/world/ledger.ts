/** What happened in one run, as seen from outside of the app: requests, whole answers, deaths and faults. */
import type { Family, Issued } from './token-families.ts';

export type Exchange = {
  readonly accountId: string;
  readonly refreshToken: string;
  /** False where nobody listened, so that nothing left. */
  readonly left: boolean;
  /** The whole answer reached the app's socket. */
  received: boolean;
  /** What was the newest of its account before it was received. */
  before: Issued | null;
  /** The process died with it before it could be stored. */
  diedInWindow: boolean;
};

export type Ledger = {
  readonly exchanges: Map<string, Exchange>;
  /** The newest refresh token of each account that reached the app's socket in a whole answer and is to be kept. */
  readonly newest: Map<string, Issued>;
  /** Token requests of each account under way. */
  readonly underWay: Map<string, number>;
  readonly faults: Map<string, number>;
  /** How often a process died between noting that it presents this token and sending it: it cannot know that it did not. */
  readonly notedOnly: Map<string, number>;
  /** What broke an invariant at the moment when it did. */
  readonly broken: string[];
};

export function createLedger(): Ledger {
  return {
    exchanges: new Map(),
    newest: new Map(),
    underWay: new Map(),
    faults: new Map(),
    notedOnly: new Map(),
    broken: [],
  };
}

export function countFault(ledger: Ledger, kind: string): void {
  ledger.faults.set(kind, (ledger.faults.get(kind) ?? 0) + 1);
}

/** An exchange whose answer came, or whose process lived on without it. */
export function wasAnswered(exchange: Exchange | undefined): boolean {
  return exchange?.received === true && !exchange.diedInWindow;
}

/** How often this token left, or may have, without a whole answer having come back to a process that survived it. */
export function unansweredOf({ exchanges, notedOnly }: Ledger, refreshToken: string): number {
  const left = [...exchanges.values()].filter(
    (it) => it.refreshToken === refreshToken && it.left && !wasAnswered(it),
  );
  return left.length + (notedOnly.get(refreshToken) ?? 0);
}

/** The tokens that the server consumed although no answer that says so was kept: each an answer that never arrived. */
export function neverArrived({ exchanges }: Ledger, family: Family): readonly Issued[] {
  const consumed = family.presentations.filter(({ outcome }) => outcome === 'rotated');
  return consumed
    .filter(({ exchange }) => !wasAnswered(exchanges.get(exchange)))
    .map(({ token }) => token);
}
