/** Words of the dialogs in Simplified Chinese. */
import type { dialogs as english } from '../en/dialogs.ts';
import type { Translated } from '../translated.ts';

export const dialogs = {} as const satisfies Translated<typeof english>;
