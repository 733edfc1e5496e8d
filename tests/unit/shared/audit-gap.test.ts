/** The words in which a line of the audit log says that others are missing. */
import { describe, expect, it } from 'vitest';
import { gapLabel, parseGap } from '../../../shared/audit-gap.ts';

describe('the label of a gap', () => {
  it('D-02 says the number of lines and both moments, and is read again', () => {
    const gap = { count: 5, from: Date.UTC(2026, 2, 3, 14, 7), to: Date.UTC(2026, 2, 4) };
    const label = '5 lines from 2026-03-03T14:07:00.000Z to 2026-03-04T00:00:00.000Z';
    expect(gapLabel(gap)).toBe(label);
    expect(parseGap(label)).toEqual(gap);
    expect(gapLabel({ ...gap, count: 1 })).toMatch(/^1 line from /);
  });

  it.each(['Orders API', '5 lines', '5 lines from here to there', ''])(
    'takes no other label for one: %s',
    (label) => expect(parseGap(label)).toBeNull(),
  );
});
