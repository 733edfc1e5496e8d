/** Whether the window is on a Mac, where some customs differ. */
export function isMac(): boolean {
  return navigator.platform.startsWith('Mac');
}

/** How this platform writes the key that commands begin with. */
export function commandKey(): string {
  return isMac() ? '⌘' : 'Ctrl+';
}
