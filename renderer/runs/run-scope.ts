/** Which accounts a revocation of many is about: what a person picked, or everything of an environment, a server or a tag. */
import type { Environment } from '../../shared/account-definition.ts';
import type { AccountView } from '../../shared/account-view.ts';

export type RunScope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'environment'; readonly environment: Environment }
  | { readonly kind: 'server'; readonly server: string }
  | { readonly kind: 'tag'; readonly tag: string };

export type ScopeChoice = { readonly id: string; readonly scope: RunScope; readonly count: number };

/** True where a server may still be asked for something. */
export function isRevocable(account: AccountView): boolean {
  const holds = account.refreshTokenHeld || account.accessTokenHeld;
  return holds && account.grant.status !== 'revoked';
}

export function isInScope({ definition, server }: AccountView, scope: RunScope): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'environment':
      return definition.environment === scope.environment;
    case 'server':
      return server === scope.server;
    case 'tag':
      return definition.tags.includes(scope.tag);
  }
}

const environments: readonly Environment[] = ['production', 'staging', 'development', 'none'];

/** Everything first, then what there is of environments, servers and tags, each with how many accounts it would end. */
export function scopeChoices(accounts: readonly AccountView[]): readonly ScopeChoice[] {
  const revocable = accounts.filter(isRevocable);
  const servers = [...new Set(revocable.map((it) => it.server))].toSorted();
  const tags = [...new Set(revocable.flatMap((it) => it.definition.tags))].toSorted();
  const scopes: readonly RunScope[] = [
    { kind: 'everything' },
    ...environments.map((environment) => ({ kind: 'environment' as const, environment })),
    ...servers.map((server) => ({ kind: 'server' as const, server })),
    ...tags.map((tag) => ({ kind: 'tag' as const, tag })),
  ];
  return scopes
    .map((scope) => ({
      id: Object.values(scope).join(' '),
      scope,
      count: revocable.filter((it) => isInScope(it, scope)).length,
    }))
    .filter(({ scope, count }) => scope.kind === 'everything' || count > 0);
}
