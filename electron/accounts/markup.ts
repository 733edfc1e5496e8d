/** HTML in which nothing becomes markup but what was written as such here: every value that is put in is escaped. */

/** Made by `html` and by nothing else. */
export type Markup = { readonly markup: string };
type Value = string | number | Markup | readonly Markup[] | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function toMarkup(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') {
    return String(value).replaceAll(/[&<>"']/g, (found) => entities[found] ?? found);
  }
  return 'markup' in value ? value.markup : value.map((it) => it.markup).join('');
}

/** Tag of a template; null is nothing. Values belong into elements or into quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: String.raw({ raw: parts }, ...values.map(toMarkup)) };
}
