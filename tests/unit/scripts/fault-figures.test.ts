/** The end of the fault harness: what was found, and that nothing missing passes for kept. */
import { describe, expect, it } from 'vitest';
import { describeFigures } from '../../../scripts/fault-figures.mjs';

const outcomes = { recovered: 2, needsSignIn: 0, endedOtherwise: 0 };
const half = (failure: string | null = null) => ({
  order: 0,
  name: 'model',
  promise: '',
  kept: failure === null,
  details: failure,
  found: JSON.stringify({
    runs: 5,
    tokenRequests: 9,
    faults: { 'crash received': 3, 'answers that died with the process': 1 },
    neverArrived: { strict: outcomes, grace_same: outcomes, grace_next: outcomes },
    failure,
  }),
});
const other = (n: number, kept: boolean | null = true) => ({
  order: 10 + n,
  name: `figure ${n}`,
  promise: '0',
  found: `found ${n}`,
  kept,
});
const elevenOthers = Array.from({ length: 11 }, (_, n) => other(n));

describe('the figures of the fault harness', () => {
  it('adds the two halves of the model up, and counts no death as a fault of its own', () => {
    const { lines, kept } = describeFigures([half(), half(), ...elevenOthers]);
    expect(kept).toBe(true);
    expect(lines[0]).toBe('faults injected: 6 in 10 runs, 18 token requests: 0 lost');
    expect(lines.join('\n')).toContain('strict server 4: 4 recovered');
    expect(lines.join('\n')).toContain('kept      figure 3: found 3 (promised: 0)');
  });

  it.each([
    ['a figure is missing', [half(), half(), ...elevenOthers.slice(1)]],
    ['a half of the model is missing', [half(), ...elevenOthers]],
    ['a figure was not kept', [half(), half(), ...elevenOthers.slice(1), other(0, false)]],
    ['the model broke a promise', [half(), half('lost acct_one'), ...elevenOthers]],
  ])('is red when %s', (_name, figures) => {
    expect(describeFigures(figures).kept).toBe(false);
  });

  it('takes what a slow disk cannot tell neither for kept nor for broken', () => {
    const { lines, kept } = describeFigures([
      half(),
      half(),
      ...elevenOthers.slice(1),
      other(0, null),
    ]);
    expect(kept).toBe(true);
    expect(lines.join('\n')).toContain('unclear   figure 0');
  });

  it('says how to see a broken promise again', () => {
    const { lines } = describeFigures([half(), half('seed 7, path 3:1'), ...elevenOthers]);
    expect(lines.join('\n')).toContain('seed 7, path 3:1');
    expect(lines[0]).toContain('a promise was broken');
  });
});
