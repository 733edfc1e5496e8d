/** Damages the files of a profile in every way that a disk knows, starts the app, and counts what is lost (D-01). */
import '../../fixtures/plain-electron.ts';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import { holdAccount, testStart } from '../../fixtures/test-app.ts';
import { below, type Chance, damage, damageNames, pick, seededChance } from './damage.ts';
import {
  heldIds,
  makeProfileInUse,
  type Profile,
  removedId,
  type StartedApp,
  startApp,
  waitUntil,
} from './profile-in-use.ts';

export type CorruptionFigures = {
  readonly runs: number;
  /** Starts that threw, or ended with the app not answering. */
  readonly crashes: number;
  /** Accounts that were not there afterwards, not as they were, or without their tokens. */
  readonly lostAccounts: number;
  /** Removed accounts that came back. */
  readonly returnedAccounts: number;
  /** Runs in which the list was damaged and nothing was said. */
  readonly unsaid: number;
  /** What was done in the runs that did not end well, to look into. */
  readonly failures: readonly string[];
};

type Outcome = Omit<CorruptionFigures, 'runs' | 'failures'>;

const isStoreFile = (name: string): boolean =>
  /^(?:(?:accounts|settings)\..*json|installation-id)$/.test(name);

/** The list always; now and then what would restore it as well, up to everything there is. */
function chooseFiles(names: readonly string[], chance: Chance): readonly string[] {
  const others = names.filter((name) => name !== 'accounts.json');
  const share = pick(chance, [0, 0, 0.3, 0.7, 1]);
  return ['accounts.json', ...others.filter(() => chance() < share)];
}

/** Changes the files under `folder`; returns what was done, the list first. */
function damageFiles(folder: string, chance: Chance): readonly string[] {
  const names = readdirSync(folder).filter(isStoreFile).sort();
  const contents = new Map(names.map((name) => [name, readFileSync(path.join(folder, name))]));
  const untouched = new Set(names);
  const put = (name: string, content: Buffer): void => {
    untouched.delete(name);
    writeFileSync(path.join(folder, name), content);
  };
  const done: string[] = [];
  for (const name of chooseFiles(names, chance)) {
    const kind = damageNames[below(chance, damageNames.length)] ?? '';
    const others = [...untouched].filter((it) => it !== name);
    const other = others[below(chance, others.length)] ?? name;
    const whole = contents.get(name) ?? Buffer.alloc(0);
    if (!untouched.has(name)) continue;
    const damaged = damage(kind, whole, chance, contents.get(other) ?? whole);
    put(name, damaged);
    if (kind === 'swapped') put(other, whole);
    done.push(`${name} ${kind} ${other}${damaged.equals(whole) ? ' (unchanged)' : ''}`);
  }
  return done;
}

/** Everything that matters of an account is what it was, and its token can be copied. */
async function isAsBefore(test: StartedApp, accountId: string): Promise<boolean> {
  const before = holdAccount(accountId).record;
  const now = test.store.read().accounts[accountId];
  const same =
    JSON.stringify([now?.definition, now?.server, now?.grant, now?.tokens]) ===
    JSON.stringify([before.definition, before.server, before.grant, before.tokens]);
  return same && (await test.ask('account.copy', { accountId, form: 'token' })).ok;
}

async function inspect(test: StartedApp, damaged: boolean): Promise<Outcome> {
  let lostAccounts = 0;
  for (const accountId of heldIds) {
    if (!(await isAsBefore(test, accountId))) lostAccounts += 1;
  }
  const { notices, accounts } = test.snapshot();
  const said = notices.some(({ code }) => code.startsWith('accounts_'));
  return {
    crashes: 0,
    lostAccounts,
    returnedAccounts: accounts.some(({ accountId }) => accountId === removedId) ? 1 : 0,
    unsaid: damaged && !said ? 1 : 0,
  };
}

async function runOnce(profile: Profile, chance: Chance, note: (done: string) => void) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tokenward-corrupt-'));
  try {
    cpSync(profile.folder, folder, { recursive: true });
    const done = damageFiles(folder, chance);
    note(done.join(', '));
    const secrets = createFakeSecretStore();
    for (const [item, text] of profile.items) secrets.items.set(item, text);
    const clock = createFakeClock({ wall: testStart });
    const test = await startApp({ folder, secrets, clock });
    await waitUntil(() => test.store.read().index?.wanted !== true);
    const outcome = await inspect(test, !done[0]?.endsWith('(unchanged)'));
    await test.app.stop();
    // What was put together is whole for the next start.
    const again = await startApp({ folder, secrets, clock });
    const next = await inspect(again, false);
    await again.app.stop();
    return { ...outcome, lostAccounts: Math.max(outcome.lostAccounts, next.lostAccounts) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Repeatable: the same seed damages the same bytes. Snapshots may be damaged too; the keychain is at hand. */
export async function runCorruptions(options: {
  readonly count: number;
  readonly seed: number;
}): Promise<CorruptionFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tokenward-profile-'));
  const chance = seededChance(options.seed);
  const figures = { runs: 0, crashes: 0, lostAccounts: 0, returnedAccounts: 0, unsaid: 0 };
  const failures: string[] = [];
  try {
    const profile = await makeProfileInUse(folder);
    for (let run = 0; run < options.count; run += 1) {
      let done = '';
      const outcome = await runOnce(profile, chance, (what) => {
        done = what;
      }).catch((thrown: unknown): Outcome => {
        done += ` threw ${String(thrown)}`;
        return { crashes: 1, lostAccounts: heldIds.length, returnedAccounts: 0, unsaid: 0 };
      });
      figures.runs += 1;
      figures.crashes += outcome.crashes;
      figures.lostAccounts += outcome.lostAccounts;
      figures.returnedAccounts += outcome.returnedAccounts;
      figures.unsaid += outcome.unsaid;
      if (Object.values(outcome).some((it) => it > 0)) {
        failures.push(`run ${run}: ${done} ${JSON.stringify(outcome)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...figures, failures };
}
