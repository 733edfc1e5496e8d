import { describe, expect, it } from 'vitest';
import { drawTrayIcon, iconColour } from '../../../electron/window/tray-icon.ts';

const alphas = (pixels: Uint8Array) => [...pixels].filter((_, index) => index % 4 === 3);

/** WCAG 2.2, relative luminance and contrast. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const luminance = (colour: readonly number[]): number =>
    colour
      .map((it) => it / 255)
      .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4))
      .reduce((sum, it, index) => sum + it * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('the icon of the tray', () => {
  it.each([16, 22, 32, 44])('is a shape on a clear ground at %d pixels', (size) => {
    const drawn = alphas(drawTrayIcon(size, iconColour('linux')));
    expect(drawn).toHaveLength(size * size);
    expect(drawn.at(0)).toBe(0);
    const middle = (size / 2) * size + size / 2;
    expect(drawn.at(middle)).toBe(255);
    const covered = drawn.filter((it) => it > 127).length / drawn.length;
    expect(covered).toBeGreaterThan(0.2);
    expect(covered).toBeLessThan(0.5);
  });

  it('stands out from light and dark panels (WCAG 2.2, 1.4.11)', () => {
    expect(contrast(iconColour('linux'), [255, 255, 255])).toBeGreaterThan(3);
    expect(contrast(iconColour('win32'), [28, 28, 28])).toBeGreaterThan(3);
  });

  it('is black alone on macOS, which colours it itself', () => {
    const pixels = drawTrayIcon(16, iconColour('darwin'));
    const colours = [...pixels].filter((_, index) => index % 4 !== 3);
    expect(new Set(colours)).toEqual(new Set([0]));
  });
});
