import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import { describeClock } from '../../fixtures/contracts/clock-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describeClock('the system clock', () => ({
  clock: createSystemClock(),
  elapse: (ms) => vi.advanceTimersByTime(ms),
}));

describeClock('the fake clock', () => {
  const clock = createFakeClock();
  return { clock, elapse: clock.advance };
});

describe('the system clock notices jumps', () => {
  it('T-04 calls back when the wall clock leaves the monotonic clock by more than 2 s', () => {
    const run = vi.fn();
    createSystemClock().onJump(run);
    vi.advanceTimersByTime(60_000);
    expect(run).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('T-02 calls back at once when the machine wakes up or is unlocked', () => {
    const wakeSource = new EventEmitter();
    const run = vi.fn();
    createSystemClock({ wakeSource }).onJump(run);
    wakeSource.emit('resume');
    wakeSource.emit('unlock-screen');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('calls nobody back who has cancelled, and then leaves no timer behind', () => {
    const wakeSource = new EventEmitter();
    const run = vi.fn();
    const cancel = createSystemClock({ wakeSource }).onJump(run);
    expect(vi.getTimerCount()).toBe(1);
    cancel();
    wakeSource.emit('resume');
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reads the time afresh at each call, so that a clock replaced later counts', () => {
    const clock = createSystemClock();
    const spy = vi.spyOn(Date, 'now').mockReturnValue(42);
    expect(clock.now().wall).toBe(42);
    spy.mockRestore();
  });

  it('never hands more than an hour to one timer', () => {
    const spy = vi.spyOn(globalThis, 'setTimeout');
    createSystemClock().after(1e15, () => undefined);
    vi.advanceTimersByTime(7_200_000);
    expect(Math.max(...spy.mock.calls.map(([, ms]) => ms ?? 0))).toBe(3_600_000);
    spy.mockRestore();
  });
});

describe('the fake clock', () => {
  it('announces a jump of the wall clock and leaves the monotonic one alone', () => {
    const clock = createFakeClock({ wall: 1_000_000, monotonic: 5 });
    const run = vi.fn();
    clock.onJump(run);
    clock.jump(-500_000);
    expect(clock.now()).toEqual({ wall: 500_000, monotonic: 5 });
    expect(run).toHaveBeenCalledTimes(1);
  });
});
