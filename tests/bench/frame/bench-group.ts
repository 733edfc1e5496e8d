/** One group of figures of `npm run bench`: measured in one file, each beside its floor, and left for the report. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';
import { projectRoot } from '../../../scripts/project.mjs';

export type Figure = {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | 'kB' | '%' | 'count';
  /** One for each round; the report shows the median and the largest. */
  readonly values: readonly number[];
  /** What the machine takes for the least that could be done, measured in the same run. */
  readonly floor?: { readonly name: string; readonly values: readonly number[] };
  /** What it is meant to stay below; the report says so and nothing fails. */
  readonly target?: number;
};

export type Bench = {
  readonly record: (figure: Figure) => void;
  /** Facts about what was measured, such as the version of a runtime. */
  readonly note: (facts: Readonly<Record<string, string>>) => void;
};

/** Where scripts/bench.mjs looks for what a group has measured. */
const folder = path.join(projectRoot, 'test-output/bench/groups');

/** Rejects only where something could not be measured; a figure is never a failure. */
export function benchGroup(
  name: string,
  about: string,
  measure: (bench: Bench) => Promise<void>,
): void {
  it(name, async () => {
    const figures: Figure[] = [];
    const facts: Record<string, string> = {};
    await measure({
      record: (figure) => void figures.push(figure),
      note: (more) => void Object.assign(facts, more),
    });
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify({ name, about, facts, figures }, null, 2);
    writeFileSync(path.join(folder, `${name}.json`), `${text}\n`);
  });
}
