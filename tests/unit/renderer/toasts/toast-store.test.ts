/** Toasts: three at most, errors stay, whoever reads one has the time to. */
import { describe, expect, it, vi } from 'vitest';
import { createToastStore } from '../../../../renderer/toasts/toast-store.ts';
import { createFakeWindowClock } from '../../../fixtures/fake-window-clock.ts';

function setUp() {
  const clock = createFakeWindowClock();
  const toasts = createToastStore(clock);
  const titles = () => toasts.list().map((toast) => toast.title);
  return { clock, toasts, titles };
}

describe('toasts', () => {
  it('leave by themselves after eight seconds, but for errors', () => {
    const { clock, toasts, titles } = setUp();
    toasts.show({ tone: 'success', title: 'copied' });
    toasts.show({ tone: 'error', title: 'refused' });
    clock.advance(7999);
    expect(titles()).toEqual(['copied', 'refused']);
    clock.advance(1);
    expect(titles()).toEqual(['refused']);
    clock.advance(3_600_000);
    expect(titles()).toEqual(['refused']);
  });

  it('are three at most; the oldest that is not an error makes room', () => {
    const { toasts, titles } = setUp();
    toasts.show({ tone: 'error', title: 'e1' });
    toasts.show({ tone: 'success', title: 's1' });
    toasts.show({ tone: 'success', title: 's2' });
    toasts.show({ tone: 'success', title: 's3' });
    expect(titles()).toEqual(['e1', 's2', 's3']);
    for (const title of ['e2', 'e3', 'e4']) toasts.show({ tone: 'error', title });
    expect(titles()).toEqual(['e2', 'e3', 'e4']);
  });

  it('of one topic replace each other', () => {
    const { toasts, titles } = setUp();
    toasts.show({ tone: 'success', title: 'first', topic: 'copy' });
    toasts.show({ tone: 'success', title: 'other' });
    toasts.show({ tone: 'success', title: 'second', topic: 'copy' });
    expect(titles()).toEqual(['other', 'second']);
  });

  it('wait while somebody rests on them, those shown meanwhile too (WCAG 2.2, 2.2.1)', () => {
    const { clock, toasts, titles } = setUp();
    toasts.show({ tone: 'success', title: 'first' });
    toasts.hold();
    toasts.show({ tone: 'success', title: 'second' });
    clock.advance(60_000);
    expect(titles()).toEqual(['first', 'second']);
    toasts.release();
    clock.advance(8000);
    expect(titles()).toEqual([]);
  });

  it('make way for a dialog, errors only where the dialog is about them', () => {
    const { toasts, titles } = setUp();
    toasts.show({ tone: 'success', title: 'copied' });
    toasts.show({ tone: 'error', title: 'of one', topic: 'account:1' });
    toasts.show({ tone: 'error', title: 'of another', topic: 'account:2' });
    toasts.makeWay();
    expect(titles()).toEqual(['of one', 'of another']);
    toasts.makeWay('account:1');
    expect(titles()).toEqual(['of another']);
  });

  it('leave no timer behind when dismissed', () => {
    const { clock, toasts } = setUp();
    const listener = vi.fn();
    toasts.subscribe(listener);
    toasts.dismiss(toasts.show({ tone: 'info', title: 'x' }));
    expect([toasts.list(), clock.pending(), listener.mock.calls.length]).toEqual([[], 0, 2]);
  });
});
