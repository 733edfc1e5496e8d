import { describe, expect, it } from 'vitest';
import { createCurtain, followScreenLock } from '../../../electron/window/curtain.ts';
import { createEmitter } from '../../fixtures/fake-electron-emitter.ts';

const settle = (): Promise<void> => new Promise(setImmediate);

function curtainedPage({ crashed = false } = {}) {
  const styles = new Set<string>();
  const events = createEmitter();
  let last = 0;
  const page = {
    on: events.on,
    removeListener: events.removeListener,
    isDestroyed: () => false,
    insertCSS: async () => {
      if (crashed) throw new Error('crashed');
      last += 1;
      styles.add(`style ${last}`);
      return `style ${last}`;
    },
    removeInsertedCSS: async (key: string) => void styles.delete(key),
  };
  const reload = async (): Promise<void> => {
    styles.clear();
    events.emit('dom-ready');
    await settle();
  };
  return { curtain: createCurtain(page as never), styles, events, reload };
}

describe('the curtain', () => {
  it('hides the page once, however often it is drawn, and comes off whole', async () => {
    const { curtain, styles } = curtainedPage();
    curtain.draw();
    curtain.draw();
    await settle();
    expect(styles.size).toBe(1);
    curtain.lift();
    await settle();
    expect(styles.size).toBe(0);
  });

  it('comes off even when it was lifted before it hung', async () => {
    const { curtain, styles } = curtainedPage();
    curtain.draw();
    curtain.lift();
    await settle();
    expect(styles.size).toBe(0);
  });

  it('outlasts a reload of the page, and does not come back after it was lifted', async () => {
    const { curtain, styles, reload } = curtainedPage();
    curtain.draw();
    await reload();
    expect(styles.size).toBe(1);
    curtain.lift();
    await reload();
    expect(styles.size).toBe(0);
  });

  it('is lifted by real input, where the system never said that it was unlocked', async () => {
    const { curtain, styles, events } = curtainedPage();
    curtain.draw();
    await settle();
    events.emit('input-event');
    await settle();
    expect(styles.size).toBe(0);
  });

  it('does no harm to a page that has crashed', async () => {
    const { curtain } = curtainedPage({ crashed: true });
    curtain.draw();
    curtain.lift();
    await settle();
  });
});

describe('a locked screen', () => {
  it('hides the page and takes a lent token back; unlocking shows the page again', () => {
    const calls: string[] = [];
    const power = createEmitter();
    followScreenLock(power as never, {
      curtain: { draw: () => void calls.push('draw'), lift: () => void calls.push('lift') },
      recallClipboard: async () => void calls.push('recall'),
    });
    power.emit('lock-screen');
    expect(calls).toEqual(['draw', 'recall']);
    power.emit('unlock-screen');
    expect(calls).toEqual(['draw', 'recall', 'lift']);
  });
});
