/** What the stores hold after a kill, and what becomes of the account at the next start (P-02). */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Stores, storedGrant } from '../world/stored-tokens.ts';
import type { Family, ServerKind } from '../world/token-families.ts';
import type { KillPoint, KillReport } from './kill-order.ts';
import { journalFileOf, keychainFolder } from './killable-app.ts';
import type { WarmChild } from './warm-children.ts';

export type KillFigures = {
  readonly kills: number;
  /** Answers that were there as a whole and that no store held afterwards, although they had to be safe. */
  readonly lost: readonly string[];
  /** Answers that died with the process before they could be stored, or never reached it. */
  readonly neverStored: number;
  /** What became of those at the next start. */
  readonly recovered: number;
  readonly needsSignIn: number;
  /** What is no end with a name, or not the one that belongs to the server's kind. */
  readonly wrongEnds: readonly string[];
};

export type Profile = {
  readonly folder: string;
  readonly kind: ServerKind;
  readonly family: Family;
};

function storesOf(folder: string): Stores {
  const from = keychainFolder(folder);
  const items = readdirSync(from).map(
    (name) => [name.replace(/^item-/, ''), readFileSync(path.join(from, name), 'utf8')] as const,
  );
  return { keychainItems: new Map(items), journalFile: journalFileOf(folder) };
}

/** The refresh token of the last whole answer that the process told of. */
function lastReceived({ lines }: WarmChild, { presentations }: Family): string | null {
  const exchanges = lines.filter((it) => it.startsWith('received')).map((it) => it.split(' ')[1]);
  const given = presentations.filter((it) => exchanges.includes(it.exchange)).at(-1)?.given;
  return given?.refreshToken ?? null;
}

/** The app said that the last whole answer is durable. */
function wasSafe({ lines }: WarmChild): boolean {
  return lines.lastIndexOf('safe') > lines.findLastIndex((it) => it.startsWith('received'));
}

export type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly string[] ? string[] : T[K];
};

/** What the stores hold after a death; true where the server's newest token is not among it. */
export function judgeDeath(
  figures: Mutable<KillFigures>,
  death: { readonly child: WarmChild; readonly profile: Profile; readonly point: KillPoint },
): boolean {
  const { folder, family } = death.profile;
  const { current, accountId } = family;
  const stored = storedGrant(storesOf(folder), accountId)?.tokens?.refreshToken?.reveal() ?? null;
  const received = lastReceived(death.child, family);
  if (received !== null && stored !== received && wasSafe(death.child)) {
    figures.lost.push(
      `killed when ${death.point}: received ${received}, stored ${stored}, current ${current.refreshToken}; ${death.child.lines.join(', ')}`,
    );
  }
  if (stored !== current.refreshToken && stored !== current.parent?.refreshToken) {
    figures.wrongEnds.push(`I2 ${accountId} killed when ${death.point}`);
  }
  return stored !== current.refreshToken;
}

/** What becomes of the account at the next start; false where it needs a sign-in. */
export function judgeRestart(
  figures: Mutable<KillFigures>,
  { status, accessTokenHeld }: KillReport,
  { profile, unstored }: { readonly profile: Profile; readonly unstored: boolean },
): boolean {
  const mustSignIn = unstored && profile.kind === 'strict';
  const isRight = mustSignIn ? status === 'needs_sign_in' && accessTokenHeld : status === 'active';
  if (!isRight) figures.wrongEnds.push(`${profile.family.accountId} ends ${status}`);
  if (unstored) {
    figures.neverStored += 1;
    if (mustSignIn) figures.needsSignIn += 1;
    else figures.recovered += 1;
  }
  return status === 'active';
}
