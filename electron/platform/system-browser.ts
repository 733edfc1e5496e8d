/** Hands an address to the system browser, and only one that may go there (requirement E-15, RFC 8252 section 6). */
import { isLoopbackUrl } from '../../shared/loopback-address.ts';
import type { BrowserOpener } from '../ports.ts';

const longestUrl = 8 * 1024;

/** Electron's `shell`, as far as it is used here. */
export type SystemShell = { openExternal(url: string): Promise<void> };

/** Anything but a web page would start some other program, with an argument that a server chose. */
function mayOpen(url: URL): boolean {
  const web = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackUrl(url));
  const plain = url.username === '' && url.password === '' && url.hostname !== '';
  return web && plain && url.href.length <= longestUrl;
}

/**
 * Resolves false when the address may not be opened or the system refused. On Linux it resolves true even where no
 * browser exists, because the exit code of `xdg-open` is not seen.
 */
export function createSystemBrowser(options: { readonly shell: SystemShell }): BrowserOpener {
  return {
    async open(url) {
      if (!(url instanceof URL) || !mayOpen(url)) return false;
      try {
        await options.shell.openExternal(url.href);
        return true;
      } catch {
        return false;
      }
    },
  };
}
