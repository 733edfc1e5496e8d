/** Ends tokens that a person found somewhere: first the text, then the list of what is in it, then one question for all. */
import { useState } from 'react';
import { ConfirmAll } from './confirm-all.tsx';
import { FoundEntry } from './found-entry.tsx';
import { revocable } from './found-list-state.ts';
import { FoundTokenList } from './found-token-list.tsx';
import type { Found } from './use-found.ts';

export type FoundDialogProps = {
  readonly found: Found;
  readonly onClose: () => void;
  readonly onGoTo: (accountId: string) => void;
  readonly onRevokeAccount: (accountId: string) => void;
};

/** The list outlives a visit to the revocation of an account. */
export function FoundDialog(props: FoundDialogProps) {
  const { found, onClose } = props;
  const { list } = found;
  const [isConfirming, setConfirming] = useState(false);
  if (list === null) return <FoundEntry found={found} onClose={onClose} />;
  if (isConfirming) {
    const tokens = revocable(list);
    return (
      <ConfirmAll
        tokens={tokens}
        onCancel={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          void found.revoke(tokens);
        }}
      />
    );
  }
  return <FoundTokenList {...props} list={list} onRevokeAll={() => setConfirming(true)} />;
}
