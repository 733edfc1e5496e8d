/** Hands the actions down, made anew only when the language changes. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Actions, createActions } from './actions.ts';
import { useLanguage } from './i18n/use-language.ts';
import { useServices } from './services.tsx';
import { useUi } from './ui-state.tsx';

const ActionsContext = createContext<Actions | null>(null);

/** Needs the services, the words and the window's state above it. */
export function ActionsProvider({ children }: { readonly children: ReactNode }) {
  const services = useServices();
  const { dispatch } = useUi();
  const { t } = useTranslation();
  const language = useLanguage();
  const actions = useMemo(
    () => createActions({ ...services, dispatch, t, language }),
    [services, dispatch, t, language],
  );
  return <ActionsContext value={actions}>{children}</ActionsContext>;
}

/** The actions; throws outside of `ActionsProvider`. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (actions === null) throw new Error('useActions needs an ActionsProvider above it.');
  return actions;
}
