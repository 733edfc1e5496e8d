/** Joins the class names that apply; a CSS module's lookup may be undefined in the types, and never is on screen. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
