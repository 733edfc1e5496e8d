/** What may happen in one run, as fast-check commands: what people, servers, networks, keychains, disks and clocks do. */
import fc from 'fast-check';
import { type CrashPoint, crashPoints } from '../world/app-process.ts';
import type { KeychainMode } from '../world/fault-keychain.ts';
import type { NetworkFault } from '../world/fault-proxy.ts';
import { countFault, unansweredOf } from '../world/ledger.ts';
import type { OddAnswer } from '../world/rotating-server.ts';
import { storedRefreshToken } from '../world/stored-tokens.ts';
import type { World } from '../world/world.ts';
import { type Expectations, findBroken } from './invariants.ts';

export type Run = { readonly world: World; readonly expected: Expectations };

/** `act` begins with a living process; `may` says whether the run is in a state in which it makes sense. */
type Act = {
  readonly text: string;
  readonly act: (run: Run) => Promise<void>;
  readonly may?: (run: Run) => boolean;
};

/** Says what does not hold, if anything; the harness's own tokens stand for nothing. */
export function demandInvariants(run: Run): void {
  const broken = findBroken(run.world, run.expected);
  if (broken.length === 0) return;
  throw new Error(broken.map(({ invariant, what }) => `${invariant} ${what}`).join('; '));
}

const commandOf = ({ text, act, may = () => true }: Act): fc.AsyncCommand<Run, Run> => ({
  check: may,
  toString: () => text,
  async run(_model, run) {
    const { world } = run;
    if (world.isDead()) await world.start();
    await act(run);
    await world.idle();
    world.running()?.process.disarm();
    noteRefusals(run);
    demandInvariants(run);
  },
});

/** While journal and keychain both refuse, a set is only in memory: R-07 then says so, and a crash would lose it. */
function noteRefusals({ world, expected }: Run): void {
  const isUnsaved = world.families.some(
    ({ accountId }) => world.running()?.app.snapshot.account(accountId)?.saved === false,
  );
  if (world.conditions.journalFull && world.keychain.mode() !== 'open') expected.bothRefused = true;
  else if (!isUnsaved) expected.bothRefused = false;
}

const mayDie = ({ world, expected }: Run): boolean =>
  !expected.bothRefused &&
  !world.conditions.accountFileFull &&
  !(world.conditions.journalFull && world.keychain.mode() !== 'open');

const accountIds = ['acct_one', 'acct_two'] as const;
export const modelAccounts: readonly string[] = accountIds;
type Caller = 'refresh' | 'copy' | 'all';

async function call({ world }: Run, accountId: string, callers: readonly Caller[]): Promise<void> {
  const running = world.running();
  if (running === null) return;
  const asked = callers.map((caller) => {
    if (caller === 'refresh') return running.ask('account.refresh', { accountId });
    if (caller === 'copy') return running.ask('account.copy', { accountId, form: 'token' });
    return running.ask('account.refresh_all', {});
  });
  await world.until(Promise.all(asked));
}

const refresh = (run: Run, accountId: string): Promise<void> => call(run, accountId, ['refresh']);

/** Answers that may still be lost for this account before its token has been presented for the last time. */
function lossesLeft({ world }: Run, accountId: string): number {
  const stored = storedRefreshToken(world.stores, accountId) ?? '';
  const most = world.kind === 'strict' ? 3 : 2;
  return most - unansweredOf(world.ledger, stored);
}

const isLoss = (fault: NetworkFault): boolean => fault.kind !== 'latency' || fault.ms >= 30_000;

async function refreshUnder(
  run: Run,
  accountId: string,
  faults: readonly NetworkFault[],
): Promise<void> {
  const { world } = run;
  world.proxy.plan(faults);
  await refresh(run, accountId);
  world.proxy.plan([]);
}

async function refreshAndDie(
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

function becomeKeychain({ world }: Run, mode: KeychainMode): void {
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

const account = fc.constantFrom(...accountIds);

const networkFault: fc.Arbitrary<NetworkFault> = fc.oneof(
  fc.record({
    kind: fc.constant('latency' as const),
    ms: fc.constantFrom(200, 5_000, 29_000, 31_000),
  }),
  fc.record({
    kind: fc.constantFrom(
      'reset_before' as const,
      'silent_before' as const,
      'reset_after' as const,
      'silent_after' as const,
      'close_after' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('cut' as const),
    share: fc.integer({ min: 1, max: 999 }),
    unmarked: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('drip' as const),
    pieces: fc.integer({ min: 2, max: 8 }),
    pauseMs: fc.constantFrom(100, 3_000, 10_000),
  }),
);

const oddAnswer: fc.Arbitrary<OddAnswer> = fc.oneof(
  fc.record({ status: fc.constantFrom(500, 502, 503, 504), body: fc.constant('') }),
  fc.record({
    status: fc.constantFrom(429, 503),
    headers: fc.constantFrom(
      { 'retry-after': '20' },
      { 'retry-after': 'Thu, 01 Jan 2026 00:30:00 GMT' },
      { 'retry-after': 'soon' },
    ),
    body: fc.constant('{"error":"slow_down"}'),
  }),
  fc.record({ status: fc.constant(200), body: fc.constant('<html>Welcome to the hotel</html>') }),
);

const describeFault = (fault: NetworkFault): string => JSON.stringify(fault).replaceAll('"', '');

const byPeople = [
  account.map((id) => ({ text: `refresh ${id}`, act: (run: Run) => refresh(run, id) })),
  account.map((id) => ({ text: `copy ${id}`, act: (run: Run) => call(run, id, ['copy']) })),
  fc
    .record({
      id: account,
      callers: fc.array(fc.constantFrom<Caller>('refresh', 'copy', 'all'), {
        minLength: 2,
        maxLength: 6,
      }),
    })
    .map(({ id, callers }) => ({
      text: `at once ${id}: ${callers.join(' ')}`,
      act: (run: Run) => call(run, id, callers),
    })),
];

const byNetwork = fc
  .record({ id: account, faults: fc.array(networkFault, { minLength: 1, maxLength: 3 }) })
  .map(({ id, faults }) => ({
    text: `refresh ${id} under ${faults.map(describeFault).join(' ')}`,
    may: (run: Run) => faults.filter(isLoss).length <= lossesLeft(run, id),
    act: (run: Run) => refreshUnder(run, id, faults),
  }));

const byServer = [
  fc
    .record({ id: account, answers: fc.array(oddAnswer, { minLength: 1, maxLength: 2 }) })
    .map(({ id, answers }) => ({
      text: `refresh ${id}, answered ${answers.map(({ status }) => status).join(' ')}`,
      act: async (run: Run) => {
        run.world.server.answerOddly(answers);
        await refresh(run, id);
        const used = answers.length - run.world.server.oddAnswersLeft();
        for (const { status } of answers.slice(0, used))
          countFault(run.world.ledger, `answer ${status}`);
        run.world.server.answerOddly([]);
      },
    })),
  fc.record({ id: account, rotates: fc.boolean() }).map(({ id, rotates }) => ({
    text: `${id} is ${rotates ? '' : 'not '}rotated from now on`,
    act: async ({ world }: Run) => {
      const family = world.families.find(({ accountId }) => accountId === id);
      if (family !== undefined) family.rotates = rotates;
    },
  })),
  fc.record({ id: account, seconds: fc.constantFrom(60, 600, 3600) }).map(({ id, seconds }) => ({
    text: `${id} lives ${seconds} s from now on`,
    act: async ({ world }: Run) => {
      const family = world.families.find(({ accountId }) => accountId === id);
      if (family !== undefined) family.expiresInSeconds = seconds;
    },
  })),
  account.map((id) => ({
    text: `refresh ${id}, all but the refresh token spoilt`,
    act: async (run: Run) => {
      const family = run.world.families.find(({ accountId }) => accountId === id);
      if (family === undefined) return;
      family.spoilsRest = true;
      countFault(run.world.ledger, 'answer spoilt');
      await refresh(run, id);
      family.spoilsRest = false;
    },
  })),
];

/** What an account does not come back from. */
const byEnd = [
  account.map((id) => ({
    text: `revoke ${id}`,
    act: async ({ world }: Run) => {
      const running = world.running();
      if (running !== null) await world.until(running.ask('account.revoke', { accountId: id }));
    },
  })),
  account.map((id) => ({
    text: `the server ends ${id}`,
    act: async ({ world }: Run) => {
      const family = world.families.find(({ accountId }) => accountId === id);
      if (family === undefined) return;
      family.ended ??= 'server';
      countFault(world.ledger, 'grant ended by the server');
    },
  })),
];

const byDeath = [
  fc
    .record({
      id: account,
      point: fc.constantFrom(...crashPoints),
      count: fc.integer({ min: 1, max: 3 }),
      tornShare: fc.constantFrom(0, 300, 999),
    })
    .map(({ id, ...end }) => ({
      text: `refresh ${id}, crash at ${end.point} ${end.count}`,
      may: (run: Run) => mayDie(run) && lossesLeft(run, id) > 0,
      act: (run: Run) => refreshAndDie(run, id, end),
    })),
  fc.constant({
    text: 'crash',
    may: mayDie,
    act: async ({ world }: Run) => world.running()?.process.die(),
  }),
];

const byKeychain = [
  fc.constantFrom<KeychainMode>('locked', 'gone', 'denied', 'hanging').map((mode) => ({
    text: `keychain ${mode}`,
    act: async (run: Run) => becomeKeychain(run, mode),
  })),
  fc.constant({
    text: 'keychain open',
    act: async (run: Run) => {
      becomeKeychain(run, 'open');
      const running = run.world.running();
      if (running !== null) await run.world.until(running.ask('keychain.retry', {}));
    },
  }),
];

const bySurroundings = [
  fc.boolean().map((full) => ({
    text: `journal ${full ? 'full' : 'writable'}`,
    act: async ({ world }: Run) => {
      world.conditions.journalFull = full;
    },
  })),
  fc.boolean().map((full) => ({
    text: `account file ${full ? 'full' : 'writable'}`,
    act: async (run: Run) => {
      if (full) run.world.conditions.accountFileFull = true;
      else await healAccountFile(run);
    },
  })),
  fc.constantFrom('down', 'offline', 'up').map((state) => ({
    text: `network ${state}`,
    act: async ({ world }: Run) => {
      world.conditions.networkDown = state !== 'up';
      world.connectivity.setOnline(state !== 'offline');
    },
  })),
  fc.constantFrom(100, 5_000, 60_000, 1_200_000, 3_600_000).map((ms) => ({
    text: `${ms / 1000} s pass`,
    act: ({ world }: Run) => world.advance(ms),
  })),
  fc.constantFrom(-86_400_000, -3_600_000, 3_000_000, 86_400_000).map((ms) => ({
    text: `the clock jumps by ${ms / 1000} s`,
    act: async ({ world }: Run) => {
      countFault(world.ledger, 'clock jump');
      world.clock.jump(ms);
      await world.advance(60_000);
    },
  })),
];

/** Sequences of up to `most` commands; faults come more often than anything else. */
export function modelCommands(most: number): fc.Arbitrary<Iterable<fc.AsyncCommand<Run, Run>>> {
  const often = [...Array(8).fill(byNetwork), ...byDeath, ...byDeath, ...byDeath, ...byServer];
  const all = [...often, ...byPeople, ...byEnd, ...byKeychain, ...bySurroundings];
  return fc.commands(
    all.map((arbitrary) => (arbitrary as fc.Arbitrary<Act>).map(commandOf)),
    { maxCommands: most, size: 'max' },
  );
}
