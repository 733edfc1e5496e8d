/** Asks main what a server supports; an answer about an issuer that is no longer in the field is ignored. */
import { useCallback, useRef, useState } from 'react';
import type { GrantType } from '../../shared/account-definition.ts';
import type { ErrorView } from '../../shared/errors.ts';
import type { ServerCapabilities } from '../../shared/operations.ts';
import { useServices } from '../services.tsx';

export type Discovery =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly issuer: string }
  | {
      readonly kind: 'ready';
      readonly issuer: string;
      readonly capabilities: ServerCapabilities;
    }
  | { readonly kind: 'failed'; readonly issuer: string; readonly error: ErrorView };

export type DiscoveryControl = {
  readonly discovery: Discovery;
  /** Asks about this issuer, unless it was just asked about. */
  readonly lookUp: (issuer: string, grantType: GrantType) => void;
  /** Asks again, whatever is known. */
  readonly lookUpAgain: (issuer: string, grantType: GrantType) => void;
  /** The field changed: what is shown or under way no longer counts. */
  readonly forget: () => void;
};

const idle: Discovery = { kind: 'idle' };

/** The state of one look-up and the ways to change it. */
export function useDiscovery(): DiscoveryControl {
  const { client } = useServices();
  const [discovery, setDiscovery] = useState<Discovery>(idle);
  const attempt = useRef(0);
  const known = useRef<string | null>(null);

  const lookUpAgain = useCallback(
    async (issuer: string, grantType: GrantType) => {
      attempt.current += 1;
      const mine = attempt.current;
      known.current = issuer;
      setDiscovery({ kind: 'loading', issuer });
      const answer = await client.request('server.discover', { issuer, grantType });
      if (attempt.current !== mine) return;
      setDiscovery(
        answer.ok
          ? { kind: 'ready', issuer, capabilities: answer.value }
          : { kind: 'failed', issuer, error: answer.error },
      );
    },
    [client],
  );
  const forget = useCallback(() => {
    attempt.current += 1;
    known.current = null;
    setDiscovery(idle);
  }, []);
  return {
    discovery,
    lookUp: (issuer, grantType) => {
      if (known.current !== issuer) void lookUpAgain(issuer, grantType);
    },
    lookUpAgain: (issuer, grantType) => void lookUpAgain(issuer, grantType),
    forget,
  };
}
