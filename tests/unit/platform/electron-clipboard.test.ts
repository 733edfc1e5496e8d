import { expect, it } from 'vitest';
import { createElectronClipboard } from '../../../electron/platform/electron-clipboard.ts';
import { describeClipboard } from '../../fixtures/contracts/clipboard-contract.ts';
import { createFakeClipboard } from '../../fixtures/fake-clipboard.ts';

/** Electron's clipboard as it was until 43 (`wrap` is the identity) and is since 44 (`wrap` makes promises). */
function makeSystemClipboard(wrap: <T>(value: T) => T | Promise<T>) {
  const held = { text: '', failing: false };
  const clipboard = {
    readText: () => wrap(held.text),
    writeText(text: string): unknown {
      if (held.failing) throw new Error('no clipboard');
      held.text = text;
      return wrap(undefined);
    },
    clear() {
      held.text = '';
    },
  };
  return { held, clipboard };
}

function makeReal(wrap: <T>(value: T) => T | Promise<T>) {
  const { held, clipboard } = makeSystemClipboard(wrap);
  return {
    port: createElectronClipboard({ clipboard }),
    text: () => held.text,
    overwrite: (text: string) => {
      held.text = text;
    },
    setFailing: (failing: boolean) => {
      held.failing = failing;
    },
  };
}

describeClipboard('the clipboard of Electron 33', () => makeReal((value) => value));
describeClipboard('the clipboard of Electron 44', () =>
  makeReal((value) => Promise.resolve(value)),
);
describeClipboard('the clipboard in memory', () => {
  const port = createFakeClipboard();
  return { port, text: port.text, overwrite: port.overwrite, setFailing: port.setFailing };
});

it('says that nothing was cleared when the clipboard cannot be read', async () => {
  const clipboard = {
    readText: () => Promise.reject(new Error('no clipboard')),
    writeText: () => undefined,
    clear: () => undefined,
  };
  expect(await createElectronClipboard({ clipboard }).clearIfHolds('00')).toBe(false);
});
