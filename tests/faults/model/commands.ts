/** What may happen in one run, as fast-check commands: what people, servers, networks, keychains, disks and clocks do. */
import fc from 'fast-check';
import { crashPoints } from '../world/app-process.ts';
import type { KeychainMode } from '../world/fault-keychain.ts';
import type { NetworkFault } from '../world/fault-proxy.ts';
import { countFault } from '../world/ledger.ts';
import {
  becomeKeychain,
  type Caller,
  call,
  healAccountFile,
  isLoss,
  lossesLeft,
  refresh,
  refreshAndDie,
  refreshUnder,
} from './actions.ts';
import { networkFault, oddAnswer } from './faults.ts';
import { type Act, commandOf, mayDie, type Run } from './run.ts';

const accountIds = ['acct_one', 'acct_two'] as const;
export const modelAccounts: readonly string[] = accountIds;
const account = fc.constantFrom(...accountIds);

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
