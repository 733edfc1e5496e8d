/** Words of the list in English. */

export const list = {} as const;
