/**
 * Where the metadata of a server leads to other places than at the last sign-in, a person is asked before anything goes
 * there, and a client secret that was given before stays behind until it is given again (N-14, RFC 9700 section 4.4).
 */
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { Secret } from '../secret.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { StoredGrant } from './stored-grant.ts';

type Found = { readonly now: Server; readonly stored: StoredGrant };

/** Resolves with the client secret that may be sent. Throws AppError `endpoint_changed` where the person did not agree. */
export async function agreeOnServer(
  { confirmMoved, registry }: Pick<FlowDeps, 'confirmMoved' | 'registry'>,
  record: AccountRecord,
  { now, stored }: Found,
): Promise<Secret | null> {
  const { accountId, server: before, definition } = record;
  if (before === null || !hasMoved(before, now)) return stored.clientSecret;
  const places = originsOf(now);
  const { label } = definition;
  const agreed = await confirmMoved({ label, before: originsOf(before), now: places });
  if (!agreed) throw new AppError('endpoint_changed');
  if (isGivenFor(places, record, stored)) return stored.clientSecret;
  if (!isSame(record.agreedOn, places)) {
    registry.patch(accountId, { agreedOn: [...places], clientSecretSetAt: null });
  }
  return null;
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

/** By somebody who had agreed to these places before; an earlier state of the keychain may hold an earlier secret. */
function isGivenFor(
  places: readonly string[],
  { agreedOn, clientSecretSetAt, generation }: AccountRecord,
  stored: StoredGrant,
): boolean {
  return isSame(agreedOn, places) && clientSecretSetAt !== null && stored.generation >= generation;
}

const isSame = (agreed: readonly string[] | null, places: readonly string[]): boolean =>
  agreed?.length === places.length && places.every((it) => agreed.includes(it));
