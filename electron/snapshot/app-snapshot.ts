/** The snapshot as the app starts with it, before any account is in it. */
import type { AuthorityView } from '../../shared/certificate-authority.ts';
import { resolveLanguage } from '../../shared/settings.ts';
import type { AppPorts } from '../ports.ts';
import { createSnapshot, type Snapshot } from './snapshot.ts';

/** From what the ports have at hand; reads no keychain. */
export function createAppSnapshot(
  ports: AppPorts,
  authorities: readonly AuthorityView[],
): Snapshot {
  const settings = ports.settings.read();
  return createSnapshot(ports.clock, {
    flows: [],
    settings,
    language: resolveLanguage(settings.language, ports.preferredLanguages),
    keychain: ports.secrets.view(),
    network: { state: 'online' },
    notices: [...ports.accounts.notices, ...ports.settings.notices, ...ports.authorities.notices],
    run: null,
    authorities,
  });
}
