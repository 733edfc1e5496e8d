import type { BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  buildWindowOptions,
  createMainWindow,
  openMainWindow,
  revealWindow,
} from '../../../electron/window/main-window.ts';
import { createEmitter } from '../../fixtures/fake-electron-emitter.ts';

const input = { preload: '/opt/tokenward/preload.cjs', theme: 'light', devTools: false } as const;
const options = buildWindowOptions(input);
const preferences = options.webPreferences ?? {};

describe('options of the window', () => {
  it.each([
    ['E-02', 'nodeIntegration', false],
    ['E-02', 'nodeIntegrationInWorker', false],
    ['E-02', 'nodeIntegrationInSubFrames', false],
    ['E-03', 'contextIsolation', true],
    ['E-04', 'sandbox', true],
    ['E-06', 'webSecurity', true],
    ['E-08', 'allowRunningInsecureContent', false],
    ['E-09', 'experimentalFeatures', false],
    ['E-11', 'webviewTag', false],
    ['E-13', 'navigateOnDragDrop', false],
    ['E-22', 'devTools', false],
  ] as const)('%s sets %s to %s', (_id, name, value) => {
    expect(preferences[name]).toBe(value);
  });

  it('E-10 enables no Blink feature and passes no argument to the page', () => {
    expect(preferences).not.toHaveProperty('enableBlinkFeatures');
    expect(preferences).not.toHaveProperty('additionalArguments');
  });

  it('E-22 has developer tools only when asked for', () => {
    const forDevelopers = buildWindowOptions({ ...input, devTools: true });
    expect(forDevelopers.webPreferences?.devTools).toBe(true);
  });

  it('is never smaller than 720 by 480', () => {
    expect(options).toMatchObject({ minWidth: 720, minHeight: 480 });
  });

  it('stands where it stood', () => {
    const bounds = { x: 10, y: 20, width: 900, height: 600 };
    expect(buildWindowOptions({ ...input, bounds })).toMatchObject(bounds);
  });

  it('has the background of its theme, so that neither theme flashes', () => {
    const dark = buildWindowOptions({ ...input, theme: 'dark' });
    expect(dark.backgroundColor).not.toBe(options.backgroundColor);
  });

  it('E-02 reach Electron as they are', () => {
    const created: BrowserWindowConstructorOptions[] = [];
    class FakeWindow {
      constructor(given: BrowserWindowConstructorOptions) {
        created.push(given);
      }
    }
    createMainWindow({ BrowserWindow: FakeWindow }, input);
    expect(created).toEqual([options]);
  });
});

describe('opening the window', () => {
  function openedWindow() {
    const calls: string[] = [];
    const events = createEmitter();
    const window = {
      once: events.on,
      show: () => {
        calls.push('show');
        events.emit('show');
      },
      maximize: () => void calls.push('maximize'),
      loadURL: async (url: string) => void calls.push(`load ${url}`),
    };
    return { calls, events, window: window as never };
  }
  const loaded = 'load app://tokenward/index.html';

  it('E-01 loads the bundled page and shows itself only with the first frame', async () => {
    const { calls, events, window } = openedWindow();
    await openMainWindow(window);
    expect(calls).toEqual([loaded]);
    events.emit('ready-to-show');
    expect(calls).toEqual([loaded, 'show']);
  });

  it('is maximised again as it was', async () => {
    const { calls, events, window } = openedWindow();
    await openMainWindow(window, { maximized: true });
    events.emit('ready-to-show');
    expect(calls).toEqual([loaded, 'show', 'maximize']);
  });

  it('stays hidden until it is asked for, and is maximised only then', async () => {
    const { calls, events, window } = openedWindow();
    await openMainWindow(window, { maximized: true, hidden: true });
    events.emit('ready-to-show');
    expect(calls).toEqual([loaded]);
    events.emit('show');
    expect(calls).toEqual([loaded, 'maximize']);
  });
});

describe('a second start', () => {
  it.each([
    [true, ['restore', 'show', 'focus']],
    [false, ['show', 'focus']],
  ])('E-23 brings the first window back (minimised: %s)', (minimised, expected) => {
    const calls: string[] = [];
    revealWindow({
      isMinimized: () => minimised,
      restore: () => void calls.push('restore'),
      show: () => void calls.push('show'),
      focus: () => void calls.push('focus'),
    });
    expect(calls).toEqual(expected);
  });
});
