import { describe, expect, it } from 'vitest';
import {
  type ClosingDeps,
  decideClosing,
  followClosing,
} from '../../../electron/window/close-window.ts';
import { createEmitter, createFakeEvent } from '../../fixtures/fake-electron-emitter.ts';

describe('what closing the window does', () => {
  it.each([
    ['ask', 'linux', true, 'ask'],
    ['ask', 'win32', true, 'ask'],
    ['ask', 'linux', false, 'quit'],
    ['ask', 'darwin', true, 'hide'],
    ['ask', 'darwin', false, 'hide'],
    ['keep_running', 'linux', true, 'hide'],
    ['keep_running', 'win32', false, 'hide'],
    ['keep_running', 'darwin', true, 'hide'],
    ['quit', 'linux', true, 'quit'],
    ['quit', 'darwin', true, 'quit'],
  ] as const)('%s on %s (accounts: %s): %s', (whenClosed, platform, hasAccounts, expected) => {
    expect(decideClosing(whenClosed, { platform, hasAccounts })).toBe(expected);
  });
});

type Choice = Awaited<ReturnType<ClosingDeps['ask']>>;

function closeable(change: Partial<ClosingDeps> = {}) {
  const calls: string[] = [];
  const window = createEmitter();
  const answers: ((choice: Choice) => void)[] = [];
  followClosing({ on: window.on, hide: () => void calls.push('hide') } as never, {
    isQuitting: () => false,
    decide: () => 'ask',
    ask: () => new Promise((resolve) => void answers.push(resolve)),
    remember: (choice) => void calls.push(`remember ${choice}`),
    quit: () => void calls.push('quit'),
    ...change,
  });
  const close = () => {
    const event = createFakeEvent();
    window.emit('close', event);
    return event;
  };
  const answer = async (choice: Choice): Promise<void> => {
    answers.shift()?.(choice);
    await new Promise(setImmediate);
  };
  return { calls, close, answer, open: () => answers.length };
}

describe('closing the window', () => {
  it.each([
    ['keep_running', ['remember keep_running', 'hide']],
    ['quit', ['remember quit', 'quit']],
    [null, []],
  ] as const)('asks, remembers %s and does that', async (choice, expected) => {
    const { calls, close, answer } = closeable();
    expect(close().prevented).toBe(true);
    expect(calls).toEqual([]);
    await answer(choice);
    expect(calls).toEqual(expected);
  });

  it('shows one question however often the window is closed meanwhile, and asks again after a refusal', async () => {
    const { close, answer, open } = closeable();
    close();
    close();
    expect(open()).toBe(1);
    await answer(null);
    close();
    expect(open()).toBe(1);
  });

  it('asks nothing of an app that is on its way out', () => {
    const { calls, close, open } = closeable({ isQuitting: () => true });
    expect(close().prevented).toBe(false);
    expect(open()).toBe(0);
    expect(calls).toEqual([]);
  });
});
