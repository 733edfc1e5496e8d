/**
 * Tokens that a person found in a log, a file or a capture: told apart, matched to accounts, and ended on request at the
 * one host that was named before. They stay in memory only, for ten minutes; the window never gets them back.
 */
import {
  type FoundEnd,
  type FoundToken,
  type FoundTokens,
  mostFoundTokens,
} from '../../shared/found-token.ts';
import { AppError } from '../app-error.ts';
import { type Recognised, recognisePieces } from '../oauth/recognise-tokens.ts';
import type { Cancel } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import type { FlowDeps } from './flow-deps.ts';
import { type FoundEntry, type FoundRouteTaken, findRoutes } from './found-token-route.ts';
import { newAccountId } from './new-id.ts';
import { revokeFoundToken } from './revoke-found-token.ts';

const keptMs = 10 * 60_000;
/** A JWT may be long, and there may be thousands of accounts to compare it with. */
const routedAtOnce = 20;

export type FoundTokenDesk = {
  /** Takes the text apart; replaces what was found before. */
  readonly examine: (text: string) => Promise<FoundTokens>;
  /** Sends one token to the host of its route. Throws AppError `found_gone` and what `revokeFoundToken` throws. */
  readonly revoke: (findId: string, index: number) => Promise<FoundEnd>;
  readonly dismiss: () => void;
};

type Find = {
  readonly findId: string;
  readonly tokens: readonly FoundEntry[];
};

export function createFoundTokenDesk(deps: FlowDeps): FoundTokenDesk {
  let find: Find | null = null;
  let cancelForgetting: Cancel = () => undefined;
  const dismiss = (): void => {
    cancelForgetting();
    find = null;
  };
  return {
    examine: async (text) => {
      const { found, more } = await recogniseInPieces(deps, text);
      const tokens = await routeInPieces(deps, found);
      dismiss();
      find = { findId: newAccountId(), tokens };
      cancelForgetting = deps.clock.after(keptMs, dismiss);
      const views = tokens.map(({ found: it, route }, index) => viewOf(it, route, index));
      return { findId: find.findId, tokens: views, more };
    },
    revoke: async (findId, index) => {
      const entry = find?.findId === findId ? find.tokens[index] : undefined;
      if (entry === undefined) throw new AppError('found_gone');
      return revokeFoundToken(deps, entry);
    },
    dismiss,
  };
}

async function recogniseInPieces(
  deps: Pick<AccountDeps, 'clock'>,
  text: string,
): Promise<{ readonly found: readonly Recognised[]; readonly more: boolean }> {
  const found = new Map<string, Recognised>();
  for (const piece of recognisePieces(text)) {
    for (const it of piece) {
      const fingerprint = it.token.fingerprint();
      if (found.has(fingerprint)) continue;
      if (found.size >= mostFoundTokens) return { found: [...found.values()], more: true };
      found.set(fingerprint, it);
    }
    await breathe(deps);
  }
  return { found: [...found.values()], more: false };
}

async function routeInPieces(
  deps: Pick<AccountDeps, 'clock' | 'registry'>,
  found: readonly Recognised[],
): Promise<readonly FoundEntry[]> {
  const entries: FoundEntry[] = [];
  for (let at = 0; at < found.length; at += routedAtOnce) {
    entries.push(...findRoutes(deps.registry.all(), found.slice(at, at + routedAtOnce)));
    await breathe(deps);
  }
  return entries;
}

/** Between two pieces the app goes on living. */
function breathe({ clock }: Pick<AccountDeps, 'clock'>): Promise<void> {
  return new Promise((go) => clock.after(0, go));
}

function viewOf(
  { name, kind, prefix, token }: Recognised,
  route: FoundRouteTaken,
  index: number,
): FoundToken {
  const { match, claims } = route;
  return {
    index,
    name,
    kind: match?.kind ?? kind,
    prefix,
    fingerprint: token.fingerprint(),
    claims,
    match: match && { accountId: match.accountId, label: match.label, held: match.held },
    route: route.kind === 'none' ? null : route.shown,
    whyNot: route.kind === 'none' ? route.whyNot : null,
  };
}
