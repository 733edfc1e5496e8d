/** Takes certificate authorities from a file that the person chooses in the system's own dialog, and forgets them (N-05). */
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import {
  type AddAuthoritiesOutcome,
  type AuthorityView,
  formatFingerprint,
  mostAuthorities,
  mostAuthoritiesAtOnce,
  mostAuthorityBytes,
} from '../../shared/certificate-authority.ts';
import { AppError } from '../app-error.ts';
import type { Authority, AuthorityStore, DialogsPort, Logger } from '../ports.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

export type AuthorityDeps = {
  readonly authorities: AuthorityStore;
  readonly dialogs: DialogsPort;
  readonly snapshot: Snapshot;
  readonly logger: Logger;
};

/** What the window may know of them. */
export function viewAuthorities(authorities: readonly Authority[]): readonly AuthorityView[] {
  return authorities.map(({ fingerprint, subject, expiresAt }) => ({
    fingerprint,
    subject,
    expiresAt,
  }));
}

/** No path and no certificate comes from the window: both questions are the system's. */
export async function addAuthorities(deps: AuthorityDeps): Promise<AddAuthoritiesOutcome> {
  const { authorities, dialogs, snapshot, logger } = deps;
  const words = catalogue[snapshot.sections().language].certificates;
  const text = await dialogs.openText({
    kind: words.fileKind,
    endings: ['pem', 'crt', 'cer'],
    allFiles: words.allFiles,
    mostBytes: mostAuthorityBytes,
  });
  if (text === null) return { kind: 'cancelled' };
  const known = new Set(authorities.list().map(({ fingerprint }) => fingerprint));
  const fresh = authorities.examine(text).filter(({ fingerprint }) => !known.has(fingerprint));
  if (fresh.length === 0) return { kind: 'known' };
  if (fresh.length > mostAuthoritiesAtOnce || known.size + fresh.length > mostAuthorities) {
    throw new AppError('too_many_authorities');
  }
  if (!(await confirmTrust(deps, fresh))) return { kind: 'cancelled' };
  await authorities.add(fresh);
  show(deps);
  logger.info('authorities.added', { count: fresh.length });
  return { kind: 'added', count: fresh.length };
}

/** One that is not here is fine. */
export async function removeAuthority(deps: AuthorityDeps, fingerprint: string): Promise<void> {
  await deps.authorities.remove(fingerprint);
  show(deps);
  deps.logger.info('authorities.removed');
}

function show({ authorities, snapshot }: AuthorityDeps): void {
  snapshot.update({ authorities: viewAuthorities(authorities.list()) });
}

/** With the whole fingerprint, which is what an administrator gives to compare with. */
function confirmTrust(
  { dialogs, snapshot }: AuthorityDeps,
  fresh: readonly Authority[],
): Promise<boolean> {
  const words = catalogue[snapshot.sections().language].certificates.native;
  const named = fresh.map((it) => `${it.subject}\nSHA-256 ${formatFingerprint(it.fingerprint)}`);
  return dialogs.confirm({
    message: words.message,
    detail: [...named, words.detail].join('\n\n'),
    agree: words.agree,
    cancel: words.cancel,
  });
}
