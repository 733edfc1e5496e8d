/** Works the window by mouse and keys only, so that looking for a control is not part of what is measured. */
import type { Locator, Page } from '@playwright/test';

export type Point = { readonly x: number; readonly y: number };

/** The middle of a control; found before the measuring begins. */
export async function middleOf(control: Locator): Promise<Point> {
  const box = await control.boundingBox();
  if (box === null) throw new Error(`Nothing to press at ${control}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export async function clickAt(page: Page, { x, y }: Point): Promise<void> {
  await page.mouse.click(x, y);
}

export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
