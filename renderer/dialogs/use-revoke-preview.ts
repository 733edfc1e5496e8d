/** What the server will be asked, from main; until it answers, from what the window already knows of the account. */
import { useEffect, useState } from 'react';
import type { AccountView } from '../../shared/account-view.ts';
import { hostOf } from '../forms/check-address.ts';
import { useServices } from '../services.tsx';

export type RevokeQuestion = {
  /** False where the server names no revocation endpoint. */
  readonly isSupported: boolean;
  readonly host: string;
  readonly tokens: 'both' | 'refresh' | 'access' | 'none';
};

/** Never waits: someone may need to revoke right now. */
export function useRevokePreview(account: AccountView): RevokeQuestion {
  const { client } = useServices();
  const { accountId } = account;
  const known: RevokeQuestion = {
    isSupported: account.revocationSupported,
    host: hostOf(account.server) ?? account.server,
    tokens: tokensOf(account),
  };
  const [asked, setAsked] = useState<RevokeQuestion | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void client.request('account.revoke_preview', { accountId }).then((answer) => {
      if (!isCurrent || !answer.ok) return;
      const { revocationEndpoint } = answer.value;
      setAsked({
        isSupported: revocationEndpoint !== null,
        host: hostOf(revocationEndpoint ?? '') ?? '',
        tokens: tokensOf(answer.value),
      });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, accountId]);
  return asked === null ? known : { ...asked, host: asked.host === '' ? known.host : asked.host };
}

type Held = Pick<AccountView, 'refreshTokenHeld' | 'accessTokenHeld'>;

function tokensOf({ refreshTokenHeld, accessTokenHeld }: Held): RevokeQuestion['tokens'] {
  if (refreshTokenHeld && accessTokenHeld) return 'both';
  if (refreshTokenHeld) return 'refresh';
  return accessTokenHeld ? 'access' : 'none';
}
