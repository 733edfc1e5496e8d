/** Draws the tray's icon, an open ring around a dot like the rings of the list, in any size, so that no picture is bundled. */

export type IconColour = readonly [red: number, green: number, blue: number];

/** Teal that stands out at 3:1 and more from light and from dark panels, whose colour nobody can ask for. */
const panelColour: IconColour = [13, 148, 136];
/** macOS takes the shape alone and colours it like the rest of its menu bar. */
const templateColour: IconColour = [0, 0, 0];

/** Which colour this system's tray wants. */
export function iconColour(platform: NodeJS.Platform): IconColour {
  return platform === 'darwin' ? templateColour : panelColour;
}

const ring = { radius: 0.39, width: 0.13, gapRadians: 0.75 };
const dotRadius = 0.14;
const samples = [0.125, 0.375, 0.625, 0.875];

/** In units of the icon's side, from its middle; the gap is at the upper right, where the time has run off. */
function isInside(x: number, y: number): boolean {
  const distance = Math.hypot(x, y);
  if (distance <= dotRadius) return true;
  if (Math.abs(distance - ring.radius) > ring.width / 2) return false;
  const clockwiseFromTop = Math.atan2(x, -y);
  return clockwiseFromTop < 0.15 || clockwiseFromTop > 0.15 + ring.gapRadians;
}

function coverage(column: number, row: number, size: number): number {
  let inside = 0;
  for (const dx of samples) {
    for (const dy of samples) {
      if (isInside((column + dx) / size - 0.5, (row + dy) / size - 0.5)) inside += 1;
    }
  }
  return inside / samples.length ** 2;
}

/** The pixels of an icon of `size` by `size`: blue, green, red and alpha, premultiplied, as Electron's bitmaps are. */
export function drawTrayIcon(size: number, [red, green, blue]: IconColour): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const alpha = coverage(column, row, size);
      pixels.set(
        [blue * alpha, green * alpha, red * alpha, 255 * alpha].map(Math.round),
        (row * size + column) * 4,
      );
    }
  }
  return pixels;
}
