/** Words of the notices in Simplified Chinese. */
import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../translated.ts';

export const notices = {} as const satisfies Translated<typeof english>;
