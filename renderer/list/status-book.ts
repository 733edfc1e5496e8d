/** Every account's status, recomputed only for what changed and only when time can have changed one. */
import type { AccountView } from '../../shared/account-view.ts';
import { type Now, remainingMs, soonMs, untilMs } from '../../shared/expiry.ts';
import { type Status, statusOf } from '../../shared/status.ts';

export type Crossing = { readonly account: AccountView; readonly status: Status };

export type StatusBook = {
  /** Brings the book up to date; answers whether anything changed that a list could show in another place. */
  readonly update: (accounts: readonly AccountView[], now: Now) => boolean;
  readonly statuses: ReadonlyMap<string, Status>;
};

/** `onCrossing` is called for each known account whose status has become another one. */
export function createStatusBook(onCrossing: (crossing: Crossing) => void): StatusBook {
  const statuses = new Map<string, Status>();
  const seen = new Map<string, AccountView>();
  let last: Now = { wall: 0, monotonic: 0 };
  let dueInMs = 0;
  let lastAccounts: readonly AccountView[] = [];

  function isTimeDue(now: Now): boolean {
    const gone = Math.max(now.wall - last.wall, now.monotonic - last.monotonic);
    // A wall clock set back can only be noticed by looking at everything again.
    return gone >= dueInMs || now.wall < last.wall;
  }
  function note(account: AccountView, now: Now): boolean {
    const { accountId } = account;
    const isNew = seen.get(accountId) !== account;
    const before = statuses.get(accountId);
    const status = statusOf(account, now);
    seen.set(accountId, account);
    if (status !== before) {
      statuses.set(accountId, status);
      if (before !== undefined) onCrossing({ account, status });
    }
    return isNew || status !== before;
  }
  function forgetMissing(accounts: readonly AccountView[]): void {
    if (seen.size <= accounts.length) return;
    const present = new Set(accounts.map((account) => account.accountId));
    for (const accountId of seen.keys()) {
      if (present.has(accountId)) continue;
      seen.delete(accountId);
      statuses.delete(accountId);
    }
  }

  return {
    statuses,
    update: (accounts, now) => {
      const timeIsDue = isTimeDue(now);
      if (!timeIsDue && accounts === lastAccounts) return false;
      lastAccounts = accounts;
      let changed = seen.size !== accounts.length;
      let nextMs = timeIsDue ? Number.POSITIVE_INFINITY : dueInMs - elapsedMs(last, now);
      for (const account of accounts) {
        if (!timeIsDue && seen.get(account.accountId) === account) continue;
        if (note(account, now)) changed = true;
        nextMs = Math.min(nextMs, untilNextStatusMs(account, now));
      }
      last = now;
      dueInMs = nextMs;
      forgetMissing(accounts);
      return changed;
    },
  };
}

function elapsedMs(last: Now, now: Now): number {
  return Math.max(now.wall - last.wall, now.monotonic - last.monotonic);
}

/** How long until time alone can change the status: expiring soon begins, the token ends, the server's wait ends. */
function untilNextStatusMs(account: AccountView, now: Now): number {
  const wait = account.unavailableUntil === null ? 0 : untilMs(account.unavailableUntil, now);
  const byServer = wait === 0 ? Number.POSITIVE_INFINITY : wait;
  if (account.access === null) return byServer;
  const left = remainingMs(account.access, now);
  if (left === null || left === 0) return byServer;
  const soon = soonMs(account.access);
  return Math.min(byServer, left >= soon ? left - soon + 1 : left);
}
