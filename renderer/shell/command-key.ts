/** How this platform writes the key that commands begin with. */
export function commandKey(): string {
  return navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl+';
}
