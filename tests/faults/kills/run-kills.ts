/** Kills the refreshing app with SIGKILL between an answer and its safe end, starts it again, and counts (P-02). */
import '../../fixtures/plain-electron.ts';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import { buildChild } from '../../fixtures/build-child.ts';
import { createFileKeychain } from '../../fixtures/file-keychain.ts';
import { makeAccountsFile, makeKeychainItems } from '../world/accounts-at-start.ts';
import { type FaultProxy, startFaultProxy } from '../world/fault-proxy.ts';
import { type RotatingServer, startRotatingServer } from '../world/rotating-server.ts';
import type { ServerKind } from '../world/token-families.ts';
import {
  judgeDeath,
  judgeRestart,
  type KillFigures,
  type Mutable,
  type Profile,
} from './judge-kill.ts';
import { type KillPoint, type KillReport, killPoints } from './kill-order.ts';
import { keychainFolder } from './killable-app.ts';
import { keepChildrenWarm, type WarmChild, type WarmChildren } from './warm-children.ts';

type Scene = {
  readonly server: RotatingServer;
  readonly proxy: FaultProxy;
  readonly children: WarmChildren;
  readonly root: string;
};

const kinds: readonly ServerKind[] = ['strict', 'grace_next', 'strict', 'grace_same'];
const longestMomentMs = 60;
/** So that every kind of server has its turn. */
const killsOfProfile = 7;

async function makeProfile({ server, proxy, root }: Scene, n: number): Promise<Profile> {
  const folder = path.join(root, `profile-${n}`);
  mkdirSync(folder, { mode: 0o700 });
  const kind = kinds[n % kinds.length] ?? 'strict';
  server.reset(kind);
  const family = server.open(`acct_killed_${n}`);
  const accounts = createElectronAccountStore({ folder, clock: createSystemClock() });
  accounts.write(makeAccountsFile([family], proxy.port));
  await accounts.flush();
  const keychain = createFileKeychain(keychainFolder(folder));
  for (const [item, text] of makeKeychainItems([family])) await keychain.write(item, text);
  return { folder, kind, family };
}

/** Resolves with the point at which the process died, or null where it did not come by it. */
async function killAt(
  scene: Scene,
  child: WarmChild,
  { folder, family }: Profile,
  round: number,
): Promise<KillPoint | null> {
  const point = killPoints[round % killPoints.length] ?? 'any_moment';
  const kill = (): void => void child.process.kill('SIGKILL');
  scene.proxy.reset({
    clock: createSystemClock(),
    onFault: () => undefined,
    onCommitted: point === 'committed' ? kill : () => undefined,
  });
  const dieAt = point === 'committed' || point === 'any_moment' ? null : point;
  const count = 1 + (Math.floor(round / killPoints.length) % 2);
  child.order({ folder, accountId: family.accountId, dieAt, count });
  if (point === 'any_moment') setTimeout(kill, (round * 7) % longestMomentMs);
  const survived = point === 'any_moment' ? child.ended.then(() => false) : survives(child);
  return (await survived) ? null : point;
}

async function survives(child: WarmChild): Promise<boolean> {
  for (;;) {
    const line = await child.nextLine();
    if (line === null) {
      if ((await child.ended) !== 'SIGKILL') throw new Error('a process ended by itself');
      return false;
    }
    if (line === 'missed' || line.startsWith('{')) return true;
  }
}

async function reportOf(child: WarmChild): Promise<KillReport> {
  for (;;) {
    const line = await child.nextLine();
    if (line === null) throw new Error('a process ended by itself');
    if (line.startsWith('{')) return JSON.parse(line) as KillReport;
  }
}

async function killAndRestart(scene: Scene, wanted: number): Promise<KillFigures> {
  const figures: Mutable<KillFigures> = {
    kills: 0,
    lost: [],
    neverStored: 0,
    recovered: 0,
    needsSignIn: 0,
    wrongEnds: [],
  };
  let profiles = 0;
  let profile = await makeProfile(scene, profiles);
  let left = killsOfProfile;
  let child = scene.children.take();
  for (let round = 0; figures.kills < wanted; round += 1) {
    const point = await killAt(scene, child, profile, round);
    if (point === null) continue;
    figures.kills += 1;
    const unstored = judgeDeath(figures, { child, profile, point });
    child = scene.children.take();
    const { folder, family } = profile;
    child.order({ folder, accountId: family.accountId, dieAt: null, count: 0 });
    const goesOn = judgeRestart(figures, await reportOf(child), { profile, unstored });
    left -= 1;
    if (goesOn && left > 0) continue;
    profiles += 1;
    profile = await makeProfile(scene, profiles);
    left = killsOfProfile;
  }
  child.process.kill('SIGKILL');
  await child.ended;
  return figures;
}

/** All points in turn, at servers of each kind. */
export async function runKills({ count }: { readonly count: number }): Promise<KillFigures> {
  const root = mkdtempSync(path.join(tmpdir(), 'tokenward-kills-'));
  const server = await startRotatingServer();
  const proxy = await startFaultProxy(server.port);
  const program = await buildChild('tests/faults/kills/refreshing-child.ts', root);
  const children = keepChildrenWarm(program);
  try {
    return await killAndRestart({ server, proxy, children, root }, count);
  } finally {
    await children.close();
    await proxy.close();
    await server.close();
    rmSync(root, { recursive: true, force: true });
  }
}
