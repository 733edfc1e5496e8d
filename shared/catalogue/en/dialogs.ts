/** Words of the dialogs in English. */

export const dialogs = {} as const;
