/** How a run ends once everything works again: each account in a state with a name, each unanswered token accounted for. */
import { type Status, statusOf } from '../../../shared/status.ts';
import { neverArrived, unansweredOf } from '../world/ledger.ts';
import { storedGrant, storedRefreshToken } from '../world/stored-tokens.ts';
import type { Family } from '../world/token-families.ts';
import type { World } from '../world/world.ts';
import { healAccountFile } from './actions.ts';
import { demandInvariants, type Run } from './run.ts';

/** Answers that never arrived, by what became of their account. */
export type Outcomes = {
  recovered: number;
  needsSignIn: number;
  /** The server or the person ended the grant as well. */
  endedOtherwise: number;
};

const minuteMs = 60_000;
const ends: readonly Status[] = [
  'revoked',
  'revocation_pending',
  'needs_sign_in',
  'server_unavailable',
  'expired',
  'expiring_soon',
  'active',
];

/** Everything outside works again, and the app is given the time and the occasion to recover. */
async function heal(run: Run): Promise<void> {
  const { world } = run;
  const { conditions, proxy, server, connectivity, keychain } = world;
  proxy.plan([]);
  server.answerOddly([]);
  conditions.networkDown = false;
  conditions.journalFull = false;
  connectivity.setOnline(true);
  keychain.become('open');
  await healAccountFile(run);
  if (world.isDead()) await world.start();
  const running = world.running();
  if (running === null) return;
  await world.until(running.ask('keychain.retry', {}));
  await world.advance(2 * minuteMs);
  for (const { accountId } of world.families) {
    await world.until(running.ask('account.refresh', { accountId }));
  }
  await world.advance(2 * minuteMs);
}

function statusAtEnd(world: World, { accountId }: Family): Status | 'absent' | 'unfinished' {
  const view = world.running()?.app.snapshot.account(accountId);
  if (view === undefined) return 'absent';
  if (view.operation !== 'idle' || !view.saved) return 'unfinished';
  return statusOf(view, world.clock.now());
}

/** A sign-in is asked for only where the server ended the grant, or lost its answer three times. */
function isNeedless(world: World, { accountId, ended }: Family): boolean {
  const stored = storedRefreshToken(world.stores, accountId) ?? '';
  return ended === null && unansweredOf(world.ledger, stored) < 3;
}

function accessTokenIsKept(world: World, { accountId }: Family): boolean {
  const held = world.running()?.app.snapshot.account(accountId)?.accessTokenHeld === true;
  return held && (storedGrant(world.stores, accountId)?.tokens?.accessToken ?? null) !== null;
}

function countOutcomes(world: World, family: Family, outcomes: Outcomes): void {
  const status = statusAtEnd(world, family);
  for (const token of neverArrived(world.ledger, family)) {
    if (family.ended === 'server' || status === 'revocation_pending' || status === 'revoked')
      outcomes.endedOtherwise += 1;
    else if (status === 'needs_sign_in') {
      if (!accessTokenIsKept(world, family)) throw new Error('P-01 no access token is kept');
      outcomes.needsSignIn += 1;
    } else if (storedRefreshToken(world.stores, family.accountId) === token.refreshToken) {
      throw new Error('P-01 an answer never arrived, and the account does not know');
    } else outcomes.recovered += 1;
  }
}

/** Throws where the run does not end as promised. */
export async function finishRun(run: Run, outcomes: Outcomes): Promise<void> {
  const { world } = run;
  await heal(run);
  demandInvariants(run);
  for (const family of world.families) {
    const status = statusAtEnd(world, family);
    if (!ends.includes(status as Status)) throw new Error(`I4 ends ${status}: ${family.accountId}`);
    if (status === 'needs_sign_in' && isNeedless(world, family)) {
      throw new Error(`R-02 asks for a needless sign-in: ${family.accountId}`);
    }
    countOutcomes(world, family, outcomes);
  }
}
