/** What commands do to a run: ask the app, plan faults, arm a crash, change what is outside. */
import type { CrashPoint } from '../world/app-process.ts';
import type { KeychainMode } from '../world/fault-keychain.ts';
import type { NetworkFault } from '../world/fault-proxy.ts';
import { countFault, unansweredOf } from '../world/ledger.ts';
import { storedRefreshToken } from '../world/stored-tokens.ts';
import type { Run } from './run.ts';

export type Caller = 'refresh' | 'copy' | 'all';

export async function call(
  { world }: Run,
  accountId: string,
  callers: readonly Caller[],
): Promise<void> {
  const running = world.running();
  if (running === null) return;
  const asked = callers.map((caller) => {
    if (caller === 'refresh') return running.ask('account.refresh', { accountId });
    if (caller === 'copy') return running.ask('account.copy', { accountId, form: 'token' });
    return running.ask('account.refresh_all', {});
  });
  await world.until(Promise.all(asked));
}

export const refresh = (run: Run, accountId: string): Promise<void> =>
  call(run, accountId, ['refresh']);

/** Answers that may still be lost for this account before its token has been presented for the last time. */
export function lossesLeft({ world }: Run, accountId: string): number {
  const stored = storedRefreshToken(world.stores, accountId) ?? '';
  const most = world.kind === 'strict' ? 3 : 2;
  return most - unansweredOf(world.ledger, stored);
}

export const isLoss = (fault: NetworkFault): boolean =>
  fault.kind !== 'latency' || fault.ms >= 30_000;

export async function refreshUnder(
  run: Run,
  accountId: string,
  faults: readonly NetworkFault[],
): Promise<void> {
  const { world } = run;
  world.proxy.plan(faults);
  await refresh(run, accountId);
  world.proxy.plan([]);
}

export async function refreshAndDie(
  run: Run,
  accountId: string,
  end: { readonly point: CrashPoint; readonly count: number; readonly tornShare: number },
): Promise<void> {
  const { world } = run;
  world.conditions.tornShare = end.tornShare;
  world.running()?.process.armCrash(end.point, end.count);
  await refresh(run, accountId);
  // The keychain follows a little later, and with it the points behind it.
  if (!world.isDead()) await world.advance(200);
}

export function becomeKeychain({ world }: Run, mode: KeychainMode): void {
  if (mode !== 'open') countFault(world.ledger, `keychain ${mode}`);
  world.keychain.become(mode);
}

export async function healAccountFile({ world }: Run): Promise<void> {
  world.conditions.accountFileFull = false;
  // The real store tries again by itself.
  const store = world.running()?.store;
  store?.setUnwritable(false);
  await store?.flush();
}
