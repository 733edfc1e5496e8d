/** Words of the list in Simplified Chinese. */
import type { list as english } from '../en/list.ts';
import type { Translated } from '../translated.ts';

export const list = {} as const satisfies Translated<typeof english>;
