/** One run of the model under way: its world, what is expected of it, and what every command begins and ends with. */
import type fc from 'fast-check';
import type { World } from '../world/world.ts';
import { type Expectations, findBroken } from './invariants.ts';

export type Run = { readonly world: World; readonly expected: Expectations };

/** `act` begins with a living process; `may` says whether the run is in a state in which it makes sense. */
export type Act = {
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

export const commandOf = ({ text, act, may = () => true }: Act): fc.AsyncCommand<Run, Run> => ({
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

export const mayDie = ({ world, expected }: Run): boolean =>
  !expected.bothRefused &&
  !world.conditions.accountFileFull &&
  !(world.conditions.journalFull && world.keychain.mode() !== 'open');
