/** Which rows of a long table are near enough to the visible part to be drawn. */

export type RowSpan = { readonly first: number; readonly end: number };

/** So that a quick flick of the wheel does not outrun the drawing. */
const spare = 10;

/** `first` to before `end`, moved in steps so that not every pixel of scrolling draws anew. All sizes in pixels. */
export function visibleRows(
  { top, height }: { readonly top: number; readonly height: number },
  rowHeight: number,
  count: number,
): RowSpan {
  const step = Math.floor(Math.max(0, top) / rowHeight / 4) * 4;
  const first = Math.max(0, Math.min(step, count) - spare);
  return { first, end: Math.min(count, step + Math.ceil(height / rowHeight) + 4 + spare) };
}
