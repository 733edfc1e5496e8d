/** Hands a figure of the long form to whoever prints them all at the end. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Figure = {
  /** Where it stands in the list, and its name there. */
  readonly order: number;
  readonly name: string;
  readonly found: string;
  readonly promise: string;
  /** Null where this machine cannot tell. */
  readonly kept: boolean | null;
  /** How to see it again, where it was not kept. */
  readonly details?: string | null;
};

const folder = path.resolve(import.meta.dirname, '../../../test-output/faults');

export function reportFigure(figure: Figure): void {
  mkdirSync(folder, { recursive: true });
  const file = `${String(figure.order).padStart(2, '0')}-${process.pid}.json`;
  writeFileSync(path.join(folder, file), JSON.stringify(figure));
}

/** What the person asked for on the command line. */
export function orderedRuns(): { readonly runs: number; readonly seed: number } {
  return {
    runs: Number(process.env.TOKENWARD_FAULT_RUNS ?? 200),
    seed: Number(process.env.TOKENWARD_FAULT_SEED ?? 1),
  };
}

/** As many as promised for 10,000 runs, fewer for fewer. */
export function shareOf(promised: number): number {
  return Math.max(1, Math.min(promised, Math.round((promised * orderedRuns().runs) / 10_000)));
}
