/** Lets the compiler know every key of the catalogue. */
import type { Catalogue } from '../../shared/catalogue/catalogue.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: Catalogue };
  }
}
