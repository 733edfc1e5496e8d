/** Puts values into the catalogue's sentences for what main shows itself; the window has i18next for that. */

/** Replaces each `{{name}}` by the value of that name; a name without a value stays as it is. */
export function fillWords(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}
