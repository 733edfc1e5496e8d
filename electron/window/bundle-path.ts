// Maps an app:// address to a file inside the renderer bundle, or to nothing (requirement E-18).

import path from 'node:path';

/** The scheme with its colon, as `URL.protocol` gives it. */
export const APP_PROTOCOL = 'app:';

/** The one host that the scheme serves. */
export const APP_HOST = 'tokenward';

/** The address of the window's only page. */
export const APP_URL = `${APP_PROTOCOL}//${APP_HOST}/index.html`;

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

// Nothing is decoded: a name that would need an escape is not a name that the build writes.
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** A file that may be served, and the type that it is served as. */
export interface BundleFile {
  readonly path: string;
  readonly mimeType: string;
}

/** True for an address of the app's own pages: scheme and host, no port, no user part. */
export function isAppUrl(address: string): boolean {
  const url = parseUrl(address);
  return (
    url !== null &&
    url.protocol === APP_PROTOCOL &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === ''
  );
}

/** The file below `root` that `address` names; null for another host, an odd name or an unknown type. */
export function resolveBundlePath(root: string, address: string): BundleFile | null {
  const url = parseUrl(address);
  if (url === null || !isAppUrl(address)) {
    return null;
  }
  const segments = url.pathname === '/' ? ['index.html'] : url.pathname.slice(1).split('/');
  const mimeType = MIME_TYPES[path.posix.extname(segments.at(-1) ?? '')];
  if (mimeType === undefined || !segments.every((segment) => SEGMENT.test(segment))) {
    return null;
  }
  return { path: path.join(root, ...segments), mimeType };
}

function parseUrl(address: string): URL | null {
  // URL.canParse first: a thrown parse error would carry the address into a stack trace.
  return URL.canParse(address) ? new URL(address) : null;
}
