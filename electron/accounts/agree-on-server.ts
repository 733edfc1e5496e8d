/**
 * Where the metadata of a server leads to other places than at the last sign-in, a person is asked before anything goes
 * there, and a client secret that was given for the old ones stays behind (N-14, RFC 9700 section 4.4).
 */
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { Secret } from '../secret.ts';
import type { FlowDeps } from './flow-deps.ts';

/** Resolves with the client secret that may be sent. Throws AppError `endpoint_changed` where the person did not agree. */
export async function agreeOnServer(
  { confirmMoved }: Pick<FlowDeps, 'confirmMoved'>,
  record: AccountRecord,
  { now, clientSecret }: { readonly now: Server; readonly clientSecret: Secret | null },
): Promise<Secret | null> {
  const { server: before, definition } = record;
  if (before === null || !hasMoved(before, now)) return clientSecret;
  const agreed = await confirmMoved({
    label: definition.label,
    before: originsOf(before),
    now: originsOf(now),
  });
  if (!agreed) throw new AppError('endpoint_changed');
  return isSecretNew(record) ? clientSecret : null;
}

/** True where tokens or secrets would go to an origin that was not frozen with the earlier ones. */
export function hasMoved(before: Server, now: Server): boolean {
  const known = originsOf(before);
  return originsOf(now).some((origin) => !known.includes(origin));
}

/** The origins that tokens and secrets are sent to. */
function originsOf(server: Server): readonly string[] {
  const endpoints = [
    server.tokenEndpoint,
    server.revocationEndpoint,
    server.introspectionEndpoint,
    server.endSessionEndpoint,
  ];
  const origins = endpoints.flatMap((it) => (it === null ? [] : [new URL(it).origin]));
  return [...new Set(origins)];
}

/** Given since the last sign-in: by somebody who was told where the server is now. */
function isSecretNew({ clientSecretSetAt, signedInAt }: AccountRecord): boolean {
  return clientSecretSetAt !== null && clientSecretSetAt > (signedInAt ?? 0);
}
