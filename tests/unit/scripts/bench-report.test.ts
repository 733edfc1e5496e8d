/** How the figures of `npm run bench` are put together: each beside its floor, and none of them a failure. */
import { describe, expect, it } from 'vitest';
import { describeReport, machineFacts, makeReport } from '../../../scripts/bench-report.mjs';

const machine = machineFacts({ startedAt: new Date(Date.UTC(2026, 2, 3)), loads: [0.25, 6] });
const figure = {
  name: 'verify',
  unit: 'ms',
  values: [30, 90, 20],
  floor: { name: 'bare read', values: [10, 12, 8] },
  target: 50,
};
type Summary = { readonly ratio: number | null; readonly median: number };
const reportOf = (...figures: readonly object[]) =>
  makeReport(machine, [
    { name: 'activity', about: 'A long log', facts: { electron: '1' }, figures },
  ]);

describe('the report of the bench', () => {
  it('gives the median of the rounds, the largest, and the ratio to the floor of the same run', () => {
    const [group] = reportOf(figure).groups;
    expect(group?.figures[0]).toMatchObject({
      median: 30,
      largest: 90,
      ratio: 3,
      floor: { median: 10 },
    });
  });

  it('gives no ratio without a floor, or to one of next to nothing', () => {
    const small = { ...figure, floor: { name: 'bare', values: [0.01] } };
    const { groups } = reportOf({ name: 'bare', unit: 'ms', values: [1, 2] }, small);
    expect(groups[0]?.figures.map((it: Summary) => [it.ratio, it.median])).toEqual([
      [null, 1.5],
      [null, 30],
    ]);
  });

  it('says what was measured, on what machine, when, and which figure is above its target', () => {
    const text = describeReport(reportOf(figure, { ...figure, name: 'page', values: [5] })).join(
      '\n',
    );
    expect(text).toContain('date: 2026-03-03T00:00:00.000Z');
    expect(text).toContain('load before and after: 0.3 and 6.0');
    for (const fact of ['cpu: ', 'cores: ', 'memory in GB: ', 'node: ', 'electron: 1']) {
      expect(text).toContain(fact);
    }
    expect(text).toMatch(/verify +30 ms +90 +10 \(bare read\) +3\.0x +above 50/);
    expect(text).toMatch(/page +5\.0 ms +5\.0 +10 \(bare read\) +0\.5x +within 50/);
  });
});
