import { describe, expect, it } from 'vitest';
import type { WindowPlace } from '../../../electron/ports.ts';
import { choosePlace, followPlace } from '../../../electron/window/window-place.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createEmitter } from '../../fixtures/fake-electron-emitter.ts';

const place: WindowPlace = { x: 100, y: 80, width: 1000, height: 700, maximized: false };
const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const second = { x: 1440, y: 0, width: 2560, height: 1400 };

describe('the place of the window at the start', () => {
  it('is where it was', () => {
    const { maximized: _, ...bounds } = place;
    expect(choosePlace(place, [laptop])).toEqual(bounds);
    expect(choosePlace({ ...place, x: 2000 }, [laptop, second])).toEqual({ ...bounds, x: 2000 });
  });

  it.each([
    ['on a display that is gone', { x: 2000 }],
    ['far to the left', { x: -950 }],
    ['with its title bar above the screen', { y: -40 }],
    ['below the screen', { y: 890 }],
  ])('is left to the system where it was %s, the size kept', (_, change) => {
    expect(choosePlace({ ...place, ...change }, [laptop])).toEqual({ width: 1000, height: 700 });
  });

  it('is never larger than the display', () => {
    const huge = { ...place, width: 5000, height: 4000 };
    expect(choosePlace(huge, [laptop])).toEqual({ x: 100, y: 80, width: 1440, height: 875 });
  });

  it('is the usual one on a first start', () => {
    expect(choosePlace(null, [laptop])).toBeUndefined();
    expect(choosePlace(place, [])).toBeUndefined();
  });
});

describe('the place of the window while it moves', () => {
  function followed() {
    const clock = createFakeClock({ wall: 0 });
    const events = createEmitter();
    const saved: WindowPlace[] = [];
    const at = { ...place };
    const window = {
      on: events.on,
      getNormalBounds: () => ({ x: at.x, y: at.y, width: at.width, height: at.height }),
      isMaximized: () => at.maximized,
    };
    followPlace(window as never, { clock, save: (it) => void saved.push(it) });
    return { clock, events, saved, at };
  }

  it('is saved once it came to rest', () => {
    const { clock, events, saved, at } = followed();
    for (let step = 0; step < 5; step += 1) {
      at.x += 10;
      events.emit('move');
      clock.advance(400);
    }
    expect(saved).toEqual([]);
    clock.advance(100);
    expect(saved).toEqual([{ ...place, x: 150 }]);
  });

  it('is saved at once when the window closes, and only if it changed', () => {
    const { clock, events, saved, at } = followed();
    events.emit('close');
    expect(saved).toEqual([]);
    at.maximized = true;
    events.emit('maximize');
    events.emit('close');
    clock.advance(10_000);
    expect(saved).toEqual([{ ...place, maximized: true }]);
  });
});
