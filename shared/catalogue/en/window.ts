/** Words of the window in English. */

export const window = {} as const;
