/** The window's clock: one aligned tick a second, none while hidden, and main's monotonic time as its own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindowClock } from '../../../renderer/clock.ts';

type Page = Parameters<typeof createWindowClock>[0];

function fakePage() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const setHidden = (hidden: boolean): void => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { page: page as unknown as Page, setHidden };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_750_000_000_400 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the window’s clock', () => {
  it('ticks on the second', () => {
    const clock = createWindowClock(fakePage().page);
    const ticks: number[] = [];
    clock.subscribe(() => ticks.push(clock.now().wall % 1000));
    vi.advanceTimersByTime(3000);
    expect(ticks).toEqual([0, 0, 0]);
  });

  it('gives everybody the same moment between two ticks', () => {
    const clock = createWindowClock(fakePage().page);
    clock.subscribe(() => undefined);
    const before = clock.now();
    vi.advanceTimersByTime(500);
    expect(clock.now()).toBe(before);
  });

  it('T-05 stops while hidden and reads the time at once when seen again', () => {
    const { page, setHidden } = fakePage();
    const clock = createWindowClock(page);
    const listener = vi.fn();
    clock.subscribe(listener);
    setHidden(true);
    listener.mockClear();
    vi.advanceTimersByTime(3_600_000);
    expect(listener).not.toHaveBeenCalled();
    setHidden(false);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(clock.now().wall).toBe(Date.now());
  });

  it('T-05 shows the right time after ticks that came late or not at all', () => {
    const clock = createWindowClock(fakePage().page);
    clock.subscribe(() => undefined);
    // What a throttled timer does: the time has passed, its callbacks have not run.
    vi.setSystemTime(Date.now() + 95_000);
    vi.advanceTimersByTime(1000);
    expect(Math.abs(clock.now().wall - Date.now())).toBeLessThanOrEqual(1000);
  });

  it('sets no timer while nobody listens', () => {
    const clock = createWindowClock(fakePage().page);
    const stop = clock.subscribe(() => undefined);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reads main’s monotonic clock, by the message that was fastest on its way', () => {
    const clock = createWindowClock(fakePage().page);
    clock.align(performance.now() + 10_000);
    clock.align(performance.now() + 9_900);
    clock.subscribe(() => undefined);
    expect(clock.now().monotonic - performance.now()).toBe(10_000);
    clock.align(performance.now() + 10_040);
    vi.advanceTimersByTime(600);
    expect(clock.now().monotonic - performance.now()).toBe(10_040);
  });

  it('follows main at once when one of the clocks slept', () => {
    const clock = createWindowClock(fakePage().page);
    clock.align(performance.now());
    const listener = vi.fn();
    clock.subscribe(listener);
    clock.align(performance.now() + 3_600_000);
    expect(listener).toHaveBeenCalled();
    expect(clock.now().monotonic - performance.now()).toBe(3_600_000);
  });
});
