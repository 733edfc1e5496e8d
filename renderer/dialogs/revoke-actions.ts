/** What question and answer of a revocation share: whom it is about, and the ways on. */
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import type { RevokeQuestion } from './use-revoke-preview.ts';

export type RevokeActions = {
  readonly account: AccountView;
  readonly question: RevokeQuestion;
  readonly onRevoke: () => void;
  readonly onRemove: () => void;
  readonly onOpenPage: () => void;
  /** Of removing it here, or of opening the page. */
  readonly error: ErrorView | null;
  readonly onClose: () => void;
};
