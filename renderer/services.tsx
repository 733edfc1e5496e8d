/** What the parts of the window share: the client of main, the clock, the snapshot, the toasts, the roster and the walk through sign-ins, made once at start. */
import { createContext, type ReactNode, useContext } from 'react';
import type { Client } from './bridge.ts';
import type { WindowClock } from './clock.ts';
import type { SignInWalk } from './dialogs/sign-in-walk.ts';
import type { Roster } from './list/roster.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { ToastStore } from './toasts/toast-store.ts';

export type Services = {
  readonly client: Client;
  readonly clock: WindowClock;
  readonly store: SnapshotStore;
  readonly toasts: ToastStore;
  readonly roster: Roster;
  readonly walk: SignInWalk;
};

const ServicesContext = createContext<Services | null>(null);

/** Hands the services to everything below it. */
export function ServicesProvider(props: {
  readonly services: Services;
  readonly children: ReactNode;
}) {
  return <ServicesContext value={props.services}>{props.children}</ServicesContext>;
}

/** The services; throws outside of `ServicesProvider`. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesProvider above it.');
  return services;
}
