/** Words of the notices in English. */

export const notices = {} as const;
