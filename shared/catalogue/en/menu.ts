/** Words of the menu in English. */

export const menu = {} as const;
