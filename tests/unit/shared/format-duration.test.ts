/** Durations as people read them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatWholeMinutes } from '../../../shared/format-duration.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe('a duration', () => {
  it.each([
    [3 * dayMs + 4 * hourMs, '3d 4h', '3天4小时'],
    [hourMs + 2 * minuteMs, '1h 02m', '1小时02分钟'],
    [12 * minuteMs + 4 * secondMs, '12m 04s', '12分钟04秒'],
    [42 * secondMs, '42s', '42秒'],
    [59_999, '59s', '59秒'],
    [minuteMs, '1m 00s', '1分钟00秒'],
    [400 * dayMs, '400d 0h', '400天0小时'],
    [-5, '0s', '0秒'],
  ])('of %i ms is %s, and %s in Chinese', (ms, english, chinese) => {
    expect(formatDuration(ms, 'en')).toBe(english);
    expect(formatDuration(ms, 'zh-CN')).toBe(chinese);
  });

  it('never says 60 of a unit that has 60', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e11 }), (ms) => {
        expect(formatDuration(ms, 'en')).not.toMatch(/\b60[ms]\b|-/);
      }),
    );
  });

  it('keeps its width from one second to the next, so that nothing moves', () => {
    const widths = Array.from(
      { length: 60 },
      (_, s) => formatDuration(12 * minuteMs + s * 1000, 'en').length,
    );
    expect(new Set(widths).size).toBe(1);
  });
});

describe('a duration that is spoken', () => {
  it.each([
    [24 * minuteMs + 41 * secondMs, '24 minutes', '24分钟'],
    [hourMs + minuteMs, '1 hour, 1 minute', '1小时1分钟'],
    [2 * hourMs, '2 hours', '2小时'],
    [dayMs + hourMs + 30 * minuteMs, '1 day, 1 hour', '1天1小时'],
  ])('has whole minutes only: %i ms', (ms, english, chinese) => {
    expect(formatWholeMinutes(ms, 'en')).toBe(english);
    expect(formatWholeMinutes(ms, 'zh-CN')).toBe(chinese);
  });

  it('leaves less than a minute to words', () => {
    expect(formatWholeMinutes(59_999, 'en')).toBeNull();
  });
});
