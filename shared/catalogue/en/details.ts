/** Words of the details in English. */

export const details = {} as const;
