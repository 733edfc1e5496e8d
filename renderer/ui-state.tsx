/** What only the window knows: the selected account, the filter and the open dialog; gone on reload, never stored. */
import {
  createContext,
  type Dispatch,
  type ReactNode,
  startTransition,
  useContext,
  useMemo,
  useReducer,
} from 'react';
import type { Environment } from '../shared/account-definition.ts';

export type DialogState =
  | { readonly kind: 'add' }
  | { readonly kind: 'add_like'; readonly accountId: string }
  | { readonly kind: 'waiting'; readonly flowId: string }
  /** One sign-in after another; which one is in the walk itself. */
  | { readonly kind: 'walk' }
  /** `from`: where closing it goes back to. */
  | { readonly kind: 'revoke'; readonly accountId: string; readonly from?: 'found' }
  | { readonly kind: 'remove'; readonly accountId: string }
  | { readonly kind: 'log_out'; readonly accountId: string }
  | { readonly kind: 'edit'; readonly accountId: string }
  | { readonly kind: 'found' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'revoke_many'; readonly accountIds: readonly string[] }
  | { readonly kind: 'panic' }
  /** A revocation of many, as long as main knows it. */
  | { readonly kind: 'run'; readonly runId: string }
  | null;

/** Which accounts the sidebar lets through. */
export type View =
  | { readonly kind: 'all' }
  | { readonly kind: 'needs_attention' }
  | { readonly kind: 'expiring_soon' }
  | { readonly kind: 'environment'; readonly environment: Environment };

export type UiState = {
  readonly selectedAccountId: string | null;
  /** Rows selected together, two or more; empty while there is at most one. */
  readonly marked: readonly string[];
  /** In a narrow window the details cover the list; true once a person opened them. */
  readonly detailsOpen: boolean;
  /** Counts how often a person asked for the details, so that the focus follows each time and only then. */
  readonly detailsRequests: number;
  readonly view: View;
  readonly query: string;
  readonly dialog: DialogState;
  /** In place of the list: the audit log, of one account where one is named; null while the list is shown. */
  readonly activity: { readonly accountId: string | null } | null;
};

export type UiAction =
  | { readonly type: 'account_selected'; readonly accountId: string | null }
  /** `lead` is the one of them that the details follow. */
  | {
      readonly type: 'rows_selected';
      readonly accountIds: readonly string[];
      readonly lead: string;
    }
  | { readonly type: 'details_opened'; readonly accountId: string }
  | { readonly type: 'details_closed' }
  | { readonly type: 'view_chosen'; readonly view: View }
  | { readonly type: 'query_changed'; readonly query: string }
  | { readonly type: 'dialog_opened'; readonly dialog: NonNullable<DialogState> }
  | { readonly type: 'dialog_closed' }
  | { readonly type: 'activity_opened'; readonly accountId: string | null }
  | { readonly type: 'activity_closed' };

export const initialUiState: UiState = {
  selectedAccountId: null,
  marked: [],
  detailsOpen: false,
  detailsRequests: 0,
  view: { kind: 'all' },
  query: '',
  dialog: null,
  activity: null,
};

/** The next state; pure. */
export function reduceUi(state: UiState, action: UiAction): UiState {
  switch (action.type) {
    case 'account_selected':
      return { ...state, selectedAccountId: action.accountId, marked: [] };
    case 'rows_selected':
      return { ...state, selectedAccountId: action.lead, marked: action.accountIds };
    case 'details_opened':
      return {
        ...state,
        activity: null,
        selectedAccountId: action.accountId,
        marked: [],
        detailsOpen: true,
        detailsRequests: state.detailsRequests + 1,
      };
    case 'details_closed':
      return { ...state, detailsOpen: false };
    case 'view_chosen':
      return { ...state, view: action.view, detailsOpen: false, marked: [], activity: null };
    case 'query_changed':
      // What is typed there looks for accounts, so the list comes back.
      return { ...state, query: action.query, marked: [], activity: null };
    case 'dialog_opened':
      return { ...state, dialog: action.dialog };
    case 'dialog_closed':
      return { ...state, dialog: null };
    case 'activity_opened':
      return { ...state, activity: { accountId: action.accountId } };
    case 'activity_closed':
      return { ...state, activity: null };
  }
}

export type Ui = { readonly state: UiState; readonly dispatch: Dispatch<UiAction> };
const UiContext = createContext<Ui | null>(null);

/** The activity is much to build at once: React does it in slices, so that no task is a long one (D-08). */
function dispatchInSlices(reduce: Dispatch<UiAction>): Dispatch<UiAction> {
  return (action) => {
    if (action.type === 'activity_opened') startTransition(() => reduce(action));
    else reduce(action);
  };
}

/** Holds the state for everything below it. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  const [state, reduce] = useReducer(reduceUi, initialUiState);
  const dispatch = useMemo(() => dispatchInSlices(reduce), []);
  const ui = useMemo(() => ({ state, dispatch }), [state, dispatch]);
  return <UiContext value={ui}>{children}</UiContext>;
}

/** The state and the one way to change it; throws outside of `UiProvider`. */
export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (ui === null) throw new Error('useUi needs a UiProvider above it.');
  return ui;
}
