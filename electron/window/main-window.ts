// Makes the app's one window with the web preferences that keep Node and the network out of it (requirements E-02 to E-12).

import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { APP_URL } from './bundle-path.ts';

const BACKGROUND = { light: '#ffffff', dark: '#101418' } as const;

/** Where and how large a window stood, in device-independent pixels. */
export interface WindowBounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

/** What the factory has to know. */
export interface MainWindowInput {
  /** Absolute path of the built preload script. */
  readonly preload: string;
  readonly theme: keyof typeof BACKGROUND;
  /** Developer tools; never in a packaged build (requirement E-22). */
  readonly devTools: boolean;
  readonly bounds?: WindowBounds;
}

/** The options of the window, apart from Electron so that a test can read them. */
export function buildWindowOptions(input: MainWindowInput): BrowserWindowConstructorOptions {
  return {
    width: 1240,
    height: 740,
    ...input.bounds,
    minWidth: 720,
    minHeight: 480,
    title: 'Tokenward',
    show: false,
    backgroundColor: BACKGROUND[input.theme],
    webPreferences: {
      preload: input.preload,
      devTools: input.devTools,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    },
  };
}

/** The one class of Electron that the factory needs; passed in, because importing it needs the runtime. */
export interface WindowDeps<W> {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => W;
}

/** Makes the window, hidden and empty, so that whoever needs it has it before a page runs. */
export function createMainWindow<W>(deps: WindowDeps<W>, input: MainWindowInput): W {
  return new deps.BrowserWindow(buildWindowOptions(input));
}

/**
 * Loads the page and shows the window with its first frame, unless it is to stay hidden until it is asked for; rejects
 * when the page does not load.
 */
export async function openMainWindow(
  window: Pick<BrowserWindow, 'once' | 'show' | 'maximize' | 'loadURL'>,
  { maximized = false, hidden = false }: { maximized?: boolean; hidden?: boolean } = {},
): Promise<void> {
  // Maximising a hidden window would show it.
  if (maximized) window.once('show', () => window.maximize());
  if (!hidden) window.once('ready-to-show', () => window.show());
  await window.loadURL(APP_URL);
}

/** Brings the window back to the person, minimised or hidden as it may be; what a second start does. */
export function revealWindow(
  window: Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>,
): void {
  if (window.isMinimized()) {
    window.restore();
  }
  window.show();
  window.focus();
}
