// Serves the renderer bundle from the privileged app:// scheme, with its security headers (requirements E-07 and E-18).

import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Protocol } from 'electron';
import { APP_PROTOCOL, resolveBundlePath } from './bundle-path.ts';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

const SCHEME = APP_PROTOCOL.slice(0, -1);

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Makes app:// a standard, secure scheme. Has to run before the app is ready, and throws after that. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Starts to answer app:// requests from the files below `bundleRoot`. */
export function serveAppScheme(protocol: Pick<Protocol, 'handle'>, bundleRoot: string): void {
  protocol.handle(SCHEME, (request) => answerAppRequest(bundleRoot, request));
}

/** One answer: the file with a fixed type, or 404; a method other than GET is answered with 405. */
export async function answerAppRequest(
  bundleRoot: string,
  request: Pick<Request, 'method' | 'url'>,
): Promise<Response> {
  if (request.method !== 'GET') {
    return respond(null, 405, {});
  }
  const file = resolveBundlePath(bundleRoot, request.url);
  const bytes = file === null ? null : await readInside(bundleRoot, file.path);
  if (file === null || bytes === null) {
    return respond(null, 404, {});
  }
  return respond(bytes, 200, { 'Content-Type': file.mimeType });
}

function respond(
  body: Uint8Array<ArrayBuffer> | null,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, ...headers } });
}

async function readInside(root: string, file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    // A link inside the bundle may point anywhere, so the comparison is between real paths.
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file)]);
    return realFile.startsWith(realRoot + path.sep)
      ? new Uint8Array(await readFile(realFile))
      : null;
  } catch {
    return null;
  }
}
