/** Runs the model: random sequences of faults against the real app, shrunk to the shortest that breaks a promise. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { startFaultProxy } from '../world/fault-proxy.ts';
import type { Site } from '../world/outside.ts';
import { startRotatingServer } from '../world/rotating-server.ts';
import type { ServerKind } from '../world/token-families.ts';
import { createWorld } from '../world/world.ts';
import { modelAccounts, modelCommands } from './commands.ts';
import { finishRun, type Outcomes } from './outcomes.ts';
import type { Run } from './run.ts';

export type ModelOptions = {
  readonly runs: number;
  readonly seed: number;
  /** Stops at the first run that breaks a promise, without looking for a shorter one. */
  readonly shrinks?: boolean;
};

export type ModelFigures = {
  readonly runs: number;
  readonly faults: Readonly<Record<string, number>>;
  /** By the server's kind. */
  readonly neverArrived: Readonly<Record<ServerKind, Outcomes>>;
  readonly tokenRequests: number;
  /** What broke and how to see it again; null where every promise was kept. */
  readonly failure: string | null;
};

const kinds: readonly ServerKind[] = ['strict', 'grace_same', 'grace_next'];
const mostCommands = 14;

/** A port that was free a moment ago. */
async function findDeadPort(): Promise<number> {
  const listener = net.createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as net.AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

/** In memory where there is such a place: thousands of syncs of a disk are not what is looked at here. */
const scratchFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

async function openSite(): Promise<Site & { readonly close: () => Promise<void> }> {
  const server = await startRotatingServer();
  const proxy = await startFaultProxy(server.port);
  const folder = mkdtempSync(path.join(scratchFolder(), 'tokenward-faults-'));
  return {
    server,
    proxy,
    deadPort: await findDeadPort(),
    folder,
    close: async () => {
      await proxy.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const noOutcomes = (): Outcomes => ({ recovered: 0, needsSignIn: 0, endedOtherwise: 0 });

type Tally = {
  readonly faults: Map<string, number>;
  readonly neverArrived: Record<ServerKind, Outcomes>;
  tokenRequests: number;
};

async function runOnce(
  site: Site,
  kind: ServerKind,
  commands: Iterable<fc.AsyncCommand<Run, Run>>,
  tally: Tally,
): Promise<void> {
  const world = createWorld(site, kind, modelAccounts);
  const run: Run = { world, expected: { requestsAtEnd: new Map(), bothRefused: false } };
  await world.start();
  await fc.asyncModelRun(() => ({ model: run, real: run }), commands);
  const outcomes = noOutcomes();
  await finishRun(run, outcomes);
  for (const [fault, count] of world.ledger.faults) {
    tally.faults.set(fault, (tally.faults.get(fault) ?? 0) + count);
  }
  const sum = tally.neverArrived[kind];
  sum.recovered += outcomes.recovered;
  sum.needsSignIn += outcomes.needsSignIn;
  sum.endedOtherwise += outcomes.endedOtherwise;
  tally.tokenRequests += world.ledger.exchanges.size;
}

/** Resolves with what was counted; a broken promise is data, not an exception. */
export async function runModel({
  runs,
  seed,
  shrinks = true,
}: ModelOptions): Promise<ModelFigures> {
  const site = await openSite();
  const tally: Tally = {
    faults: new Map(),
    neverArrived: { strict: noOutcomes(), grace_same: noOutcomes(), grace_next: noOutcomes() },
    tokenRequests: 0,
  };
  const property = fc.asyncProperty(
    fc.constantFrom(...kinds),
    modelCommands(mostCommands),
    (kind, commands) => runOnce(site, kind, commands, tally),
  );
  try {
    const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: !shrinks });
    return {
      runs: result.numRuns,
      faults: Object.fromEntries([...tally.faults].sort()),
      neverArrived: tally.neverArrived,
      tokenRequests: tally.tokenRequests,
      failure: result.failed ? describeFailure(result) : null,
    };
  } finally {
    await site.close();
  }
}

type Details = fc.RunDetails<[ServerKind, Iterable<fc.AsyncCommand<Run, Run>>]>;

function describeFailure(result: Details): string {
  const [kind, commands] = result.counterexample ?? [];
  const error = result.errorInstance;
  const why = error instanceof Error ? error.message : String(error);
  return [
    `${why}`,
    `at a server of kind ${kind}, after: ${String(commands)}`,
    `seed ${result.seed}, path ${result.counterexamplePath}, after ${result.numRuns} runs and ${result.numShrinks} shrinks`,
    ...(error instanceof Error ? [error.stack ?? ''] : []),
  ].join('\n');
}
