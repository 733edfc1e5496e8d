/** Words of the details in Simplified Chinese. */
import type { details as english } from '../en/details.ts';
import type { Translated } from '../translated.ts';

export const details = {} as const satisfies Translated<typeof english>;
