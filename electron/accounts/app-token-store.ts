/** The token store of the app: its ports, with the registry as the one that knows generations and shows what became of a set. */
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { AppPorts } from '../ports.ts';
import type { AccountRegistry } from './account-registry.ts';
import { withReplacedRefreshToken } from './earlier-refresh-tokens.ts';
import { factsOf } from './token-facts.ts';
import { createTokenStore, type TokenStore } from './token-store.ts';

/** Touches no keychain by itself. */
export function createAppTokenStore(ports: AppPorts, registry: AccountRegistry): TokenStore {
  const knownGeneration = (accountId: string): number => registry.find(accountId)?.generation ?? 0;
  return createTokenStore({
    secrets: ports.secrets,
    journal: ports.journal,
    clock: ports.clock,
    logger: ports.logger,
    installationId: ports.installation.id,
    generations: {
      known: knownGeneration,
      raise: (accountId, generation) => {
        const record = registry.find(accountId);
        if (record !== undefined && record.generation < generation) {
          registry.patchQuietly(accountId, { generation });
        }
      },
      flush: registry.flush,
    },
    needsNewest: (accountId) => {
      const record = registry.find(accountId);
      return record === undefined || !needsNoPerson(record.definition);
    },
    isRemoved: (accountId) => registry.tombstones().includes(accountId),
    onSaved: (accountId, saved) => registry.setSaved(accountId, saved),
    onLost: (accountId, code) => registry.setLost(accountId, code),
    onRecovered: (accountId, { generation, tokens }) => {
      const record = registry.find(accountId);
      if (record === undefined || record.generation >= generation) return;
      registry.patch(accountId, {
        generation,
        tokens: factsOf(tokens),
        earlierRefreshTokens:
          tokens === null ? record.earlierRefreshTokens : withReplacedRefreshToken(record, tokens),
      });
    },
  });
}
