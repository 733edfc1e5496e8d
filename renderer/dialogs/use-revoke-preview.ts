/** What revoking will do, from main; until it answers, from what the window already knows of the account. */
import { useEffect, useState } from 'react';
import type { AccountView, TokenKind } from '../../shared/account-view.ts';
import type { RevokePreview } from '../../shared/operations.ts';
import type { RouteKind } from '../../shared/revocation-route.ts';
import { shortAddress } from '../../shared/short-address.ts';
import { hostOf } from '../forms/check-address.ts';
import { useServices } from '../services.tsx';

export type RevokeQuestion = {
  readonly route: RouteKind;
  /** The provider's name where one is known, else the server's. */
  readonly provider: string;
  readonly host: string;
  readonly held: readonly TokenKind[];
  /** What the server will be asked to end, in this order; null until main has said. */
  readonly asks: readonly TokenKind[] | null;
  /** Everything else that main knows; null until it has answered, and where it could not. */
  readonly preview: RevokePreview | null;
  readonly isLooking: boolean;
};

/** Never waits: someone may need to revoke right now. */
export function useRevokePreview(account: AccountView): RevokeQuestion {
  const { client } = useServices();
  const { accountId } = account;
  const [preview, setPreview] = useState<RevokePreview | null>(null);
  const [isLooking, setIsLooking] = useState(true);
  useEffect(() => {
    let isCurrent = true;
    void client.request('account.revoke_preview', { accountId }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setPreview(answer.value);
      setIsLooking(false);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, accountId]);
  const host = hostOf(account.server) ?? account.server;
  return {
    route: preview === null ? account.revocationRoute : routeOf(preview),
    provider: preview?.recipe.provider ?? shortAddress(account.server),
    host: preview?.host ?? host,
    held: heldBy(account),
    asks: preview?.asks ?? null,
    preview,
    isLooking,
  };
}

/** Without an address there is nobody to ask, whatever the recipe is called. */
function routeOf({ recipe, host }: RevokePreview): RouteKind {
  return host === null && recipe.route !== 'page' ? 'none' : recipe.route;
}

/** False where nobody can be asked: then only removing it here is left, or the provider's own page. */
export function canAsk({ route, held, asks }: RevokeQuestion): boolean {
  if (held.length === 0 || route === 'page' || route === 'none') return false;
  return asks === null || asks.length > 0;
}

/** In the order in which they are asked about. */
export function heldBy({ refreshTokenHeld, accessTokenHeld }: AccountView): readonly TokenKind[] {
  return [
    ...(refreshTokenHeld ? (['refresh_token'] as const) : []),
    ...(accessTokenHeld ? (['access_token'] as const) : []),
  ];
}
