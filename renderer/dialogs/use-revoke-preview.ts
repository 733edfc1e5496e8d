/** What the server will be asked, from main; until it answers, from what the window already knows of the account. */
import { useEffect, useState } from 'react';
import type { AccountView, TokenKind } from '../../shared/account-view.ts';
import { hostOf } from '../forms/check-address.ts';
import { useServices } from '../services.tsx';

export type RevokeQuestion = {
  /** False where the server names no revocation endpoint. */
  readonly isSupported: boolean;
  readonly host: string;
  readonly tokens: 'both' | 'refresh' | 'access' | 'none';
};

type Answered = Omit<RevokeQuestion, 'tokens'> & {
  readonly tokens: RevokeQuestion['tokens'] | null;
};

/** Never waits: someone may need to revoke right now. */
export function useRevokePreview(account: AccountView): RevokeQuestion {
  const { client } = useServices();
  const { accountId } = account;
  const known: RevokeQuestion = {
    isSupported: account.revocationSupported,
    host: hostOf(account.server) ?? account.server,
    tokens: tokensOf(heldBy(account)),
  };
  const [asked, setAsked] = useState<Answered | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void client.request('account.revoke_preview', { accountId }).then((answer) => {
      if (!isCurrent || !answer.ok) return;
      const { asks, host } = answer.value;
      // Nothing is asked where nobody can be: that says nothing about what is held.
      const tokens = host === null ? null : tokensOf(asks);
      setAsked({ isSupported: host !== null, host: host ?? '', tokens });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, accountId]);
  if (asked === null) return known;
  const { isSupported, host, tokens } = asked;
  return { isSupported, host: host === '' ? known.host : host, tokens: tokens ?? known.tokens };
}

function heldBy({ refreshTokenHeld, accessTokenHeld }: AccountView): readonly TokenKind[] {
  return [
    ...(refreshTokenHeld ? (['refresh_token'] as const) : []),
    ...(accessTokenHeld ? (['access_token'] as const) : []),
  ];
}

function tokensOf(asked: readonly TokenKind[]): RevokeQuestion['tokens'] {
  if (asked.length === 2) return 'both';
  if (asked.includes('refresh_token')) return 'refresh';
  return asked.includes('access_token') ? 'access' : 'none';
}
