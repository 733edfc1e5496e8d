/** Words of the window in Simplified Chinese. */
import type { window as english } from '../en/window.ts';
import type { Translated } from '../translated.ts';

export const window = {} as const satisfies Translated<typeof english>;
