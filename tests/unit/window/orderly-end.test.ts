import { describe, expect, it } from 'vitest';
import { type EndDeps, endOrderly, followSystemEnd } from '../../../electron/window/orderly-end.ts';
import { createEmitter, createFakeEvent } from '../../fixtures/fake-electron-emitter.ts';

type Choice = Awaited<ReturnType<EndDeps['askAboutLoss']>>;
const settle = (): Promise<void> => new Promise(setImmediate);

/** An app with unsaved token sets; `taken` are how many of them each retry saves. */
function endingApp({
  unsaved = 0,
  choices = [],
  taken = [],
}: {
  readonly unsaved?: number;
  readonly choices?: readonly (Choice | 'unanswerable')[];
  readonly taken?: readonly number[];
}) {
  const calls: string[] = [];
  const events = createEmitter();
  const left = { unsaved, choices: [...choices], taken: [...taken] };
  const deps: EndDeps = {
    unsavedCount: () => left.unsaved,
    retryUnsaved: async () => {
      left.unsaved -= left.taken.shift() ?? 0;
      calls.push('retry');
    },
    askAboutLoss: async (count) => {
      calls.push(`ask about ${count}`);
      const choice = left.choices.shift() ?? 'stay';
      if (choice === 'unanswerable') throw new Error('no desktop');
      return choice;
    },
    stop: async ({ loseUnsaved }) => void calls.push(loseUnsaved ? 'stop, losing' : 'stop'),
  };
  const app = {
    on: events.on,
    exit: (code: number) => void calls.push(`exit ${code}`),
    quit: () => {
      const event = createFakeEvent();
      events.emit('before-quit', event);
      if (event.prevented) return;
      events.emit('will-quit', createFakeEvent());
    },
  };
  const ends = endOrderly(app as never, deps);
  return { calls, deps, app, events, ends };
}

describe('quitting', () => {
  it('writes everything and leaves, unasked, when every token set is safe', async () => {
    const { app, calls, ends } = endingApp({});
    app.quit();
    await settle();
    expect(calls).toEqual(['stop', 'exit 0']);
    expect(ends.isQuitting()).toBe(true);
  });

  it.each([
    ['try_again', { taken: [3] }, ['ask about 3', 'retry', 'stop', 'exit 0']],
    ['lose', {}, ['ask about 3', 'stop, losing', 'exit 0']],
    ['stay', {}, ['ask about 3']],
  ] as const)(
    'R-07 with unsaved token sets asks, and does what was chosen: %s',
    async (choice, more, expected) => {
      const { app, calls, ends } = endingApp({ unsaved: 3, choices: [choice], ...more });
      app.quit();
      expect(ends.isQuitting()).toBe(false);
      await settle();
      expect(calls).toEqual(expected);
      expect(ends.isQuitting()).toBe(choice !== 'stay');
    },
  );

  it('R-07 asks again about those that a retry did not save, one question at a time', async () => {
    const { app, calls } = endingApp({
      unsaved: 3,
      choices: ['try_again', 'try_again', 'stay'],
      taken: [1],
    });
    app.quit();
    app.quit();
    await settle();
    expect(calls).toEqual(['ask about 3', 'retry', 'ask about 2', 'retry', 'ask about 2']);
    app.quit();
    await settle();
    expect(calls.at(-1)).toBe('ask about 2');
  });

  it('R-07 stays when the question cannot be shown', async () => {
    const { calls, app, ends } = endingApp({ unsaved: 1, choices: ['unanswerable'] });
    app.quit();
    await settle();
    expect(calls).toEqual(['ask about 1']);
    expect(ends.isQuitting()).toBe(false);
  });

  it('happens once, however often it is asked for', async () => {
    const { app, calls } = endingApp({});
    app.quit();
    app.quit();
    await settle();
    expect(calls).toEqual(['stop', 'exit 0']);
  });
});

describe('the end of the system', () => {
  function systemEnd(unsaved: number) {
    const calls: string[] = [];
    const [power, window] = [createEmitter(), createEmitter()];
    followSystemEnd({ powerMonitor: power, window } as never, {
      quit: () => void calls.push('quit'),
      unsavedCount: () => unsaved,
    });
    return { calls, power, window };
  }

  it('R-07 is held up for an orderly end where it can be', () => {
    const { calls, power } = systemEnd(0);
    const event = createFakeEvent();
    power.emit('shutdown', event);
    expect(event.prevented).toBe(true);
    expect(calls).toEqual(['quit']);
  });

  it.each([
    [0, false, []],
    [2, true, ['quit']],
  ] as const)(
    'R-07 on Windows is held up only for what would be lost (%d unsaved)',
    (unsaved, held, expected) => {
      const { calls, window } = systemEnd(unsaved);
      const event = createFakeEvent();
      window.emit('query-session-end', event);
      expect(event.prevented).toBe(held);
      expect(calls).toEqual(expected);
    },
  );
});
