/** Where the window stands: back where it stood if a display is still there to show it, and remembered when it moves. */
import type { BrowserWindow, Rectangle } from 'electron';
import type { Cancel, Clock, WindowPlace } from '../ports.ts';
import type { WindowBounds } from './main-window.ts';

const settledMs = 500;
/** What has to be visible to take hold of the window: a piece of its title bar. */
const grip = { width: 120, height: 32 };

/** How many pixels two stretches of a line share. */
function shared(start: number, length: number, [from, extent]: readonly [number, number]): number {
  return Math.min(start + length, from + extent) - Math.max(start, from);
}

function showsGrip(place: WindowPlace, area: Rectangle): boolean {
  const across = shared(place.x, place.width, [area.x, area.width]);
  const down = shared(place.y, grip.height, [area.y, area.height]);
  return across >= grip.width && down >= grip.height;
}

/** The bounds to open with, given the work areas of the displays, the primary one first; undefined: as on a first start. */
export function choosePlace(
  saved: WindowPlace | null,
  workAreas: readonly Rectangle[],
): WindowBounds | undefined {
  const [primary] = workAreas;
  if (saved === null || primary === undefined) return undefined;
  const { x, y } = saved;
  const area = workAreas.find((it) => showsGrip(saved, it));
  const within = area ?? primary;
  const size = {
    width: Math.min(saved.width, within.width),
    height: Math.min(saved.height, within.height),
  };
  // Without a position the system chooses one.
  return area === undefined ? size : { x, y, ...size };
}

type Placed = Pick<BrowserWindow, 'getNormalBounds' | 'isMaximized' | 'on'>;

/** Saves where the window stands half a second after it came to rest, and at once when it closes. */
export function followPlace(
  window: Placed,
  { clock, save }: { readonly clock: Clock; readonly save: (place: WindowPlace) => void },
): void {
  let cancel: Cancel | null = null;
  const saveNow = (): void => {
    cancel?.();
    cancel = null;
    const { x, y, width, height } = window.getNormalBounds();
    save({ x, y, width, height, maximized: window.isMaximized() });
  };
  const saveSoon = (): void => {
    cancel?.();
    cancel = clock.after(settledMs, saveNow);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', () => {
    if (cancel !== null) saveNow();
  });
}
