/** The shape a translation must have: exactly the keys of the English words, and a text wherever English has one. */

/**
 * English plurals are two keys, `_one` and `_other` (CLDR); Chinese has one form, so that a translation has only the
 * `_other` of each pair.
 */
export type Translated<T> = T extends string | null
  ? T extends null
    ? null
    : string
  : { readonly [K in keyof T as K extends `${string}_one` ? never : K]: Translated<T[K]> };
