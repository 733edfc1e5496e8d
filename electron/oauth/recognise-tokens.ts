/**
 * Finds tokens in any text by the prefixes that providers give them, by the shape of a JWT, and by the names beside them.
 * Whatever the text, each piece of it takes time in proportion to its length: nothing is read again from every beginning.
 */
import type { TokenKind } from '../../shared/account-view.ts';
import { Secret } from '../secret.ts';
import { type JwtPlace, jwtFinder } from './jwt-finder.ts';
import { tokenShapes } from './token-shapes.ts';

export type Recognised = {
  /** The provider and what it calls this; `JWT`; null for an opaque text that only its name gives away. */
  readonly name: string | null;
  readonly provider: 'github' | 'gitlab' | 'slack' | 'google' | 'dropbox' | 'linear' | null;
  readonly kind: TokenKind | null;
  readonly prefix: string;
  readonly token: Secret;
};

/** Between two pieces the app goes on living. */
const pieceLength = 32 * 1024;
/** No JWT is longer, so that each is seen whole from where it begins. */
const longestJwt = 32 * 1024;
/** Nothing else is longer, with a token of a known shape at the end of an opaque text. */
const longestOther = 8 * 1024;

/** `access_token=...`, `"refresh_token": "..."`, escaped or not, and `Authorization: Bearer ...`; up to the value. */
const around = '\\\\{0,8}["\']?';
const label = [
  `(?:((?:${anyCase('access')}|${anyCase('refresh')})_?${anyCase('token')})`,
  `${around}\\s{0,20}(?:=>|=|:)\\s{0,20}${around}`,
  `|\\b${anyCase('bearer')}\\s{1,20})(?=[A-Za-z0-9._~+/-]{16})`,
].join('');
const opaque = /[A-Za-z0-9._~+/-]{16,4000}=*/y;

/** Without groups but for the name: a shape is told by its prefix, and a text full of tokens makes many matches. */
const everything = [...tokenShapes.map(({ pattern }) => pattern), label].join('|');

function anyCase(word: string): string {
  return word.replaceAll(/./g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}

type Seen = Omit<Recognised, 'token'> & { readonly value: string; readonly end: number };

/** Piece by piece, in the order of the text; a token may come more than once. */
export function* recognisePieces(text: string): Generator<readonly Recognised[]> {
  let behindLast = 0;
  for (let at = 0; at < text.length; at += pieceLength) {
    const from = Math.max(behindLast, at);
    const found = new Map<string, Recognised>();
    // One character before counts as what a token follows.
    const offset = Math.max(0, from - 1);
    const piece = text.slice(offset, at + pieceLength + longestJwt);
    const within = { from: from - offset, until: at + pieceLength - offset };
    for (const seen of recogniseWithin(piece, within)) {
      behindLast = offset + seen.end;
      if (!found.has(seen.value)) found.set(seen.value, recognised(seen));
    }
    yield [...found.values()];
  }
}

/** Each token once, in the order of the text. */
export function* recogniseTokens(text: string): Generator<Recognised> {
  const seen = new Set<string>();
  for (const piece of recognisePieces(text)) {
    for (const it of piece) {
      const fingerprint = it.token.fingerprint();
      if (!seen.has(fingerprint)) yield it;
      seen.add(fingerprint);
    }
  }
}

function recognised({ name, provider, kind, prefix, value }: Seen): Recognised {
  // A copy: a part of a long text would keep all of it in memory.
  const copy = Buffer.from(value, 'latin1').toString('latin1');
  return { name, provider, kind, prefix, token: Secret.of(copy) };
}

type Within = { readonly from: number; readonly until: number };

/** What begins there; it may end behind. */
function* recogniseWithin(piece: string, { from, until }: Within): Generator<Seen> {
  const next = finderIn(piece, until);
  let named: Seen | null = null;
  let at = from;
  for (let place = next(at); place !== null; place = next(at)) {
    if (named !== null && place.start >= named.end) {
      yield named;
      named = null;
    }
    if (named === null && place.start >= until) break;
    at = place.goOn;
    // A token of a known shape inside an opaque text is what that text is about.
    if (place.seen.name !== null) yield place.seen;
    else if (named !== null) yield named;
    named = place.seen.name === null ? place.seen : null;
  }
  if (named !== null) yield named;
}

type Place = {
  readonly start: number;
  readonly seen: Seen;
  /** Where to look next for what lies inside. */
  readonly goOn: number;
};

/** What begins first at or behind an index, which never goes back. */
function finderIn(piece: string, until: number): (at: number) => Place | null {
  const pattern = new RegExp(everything, 'g');
  const start = piece.slice(0, until + longestOther);
  const nextJwt = jwtFinder(piece);
  let match: RegExpExecArray | null | undefined;
  let found: JwtPlace | null | undefined;
  return (at) => {
    if (match === undefined || (match !== null && match.index < at)) {
      pattern.lastIndex = at;
      match = pattern.exec(start);
    }
    if (found === undefined || (found !== null && found.start < at)) found = nextJwt(at);
    if (found !== null && (match === null || found.start < match.index)) return ofJwt(piece, found);
    return match === null ? null : ofMatch(match);
  };
}

function ofJwt(piece: string, { start, end }: JwtPlace): Place {
  const value = piece.slice(start, end);
  const seen = { name: 'JWT', provider: null, kind: null, prefix: 'eyJ', value, end };
  return { start, goOn: end, seen };
}

function ofMatch({ 0: value, 1: name, index, input }: RegExpExecArray): Place {
  const end = index + value.length;
  const shape = tokenShapes.find(({ prefix }) => value.startsWith(prefix));
  if (shape === undefined) return { start: index, goOn: end, seen: opaqueAt(input, end, name) };
  const { name: known, provider, kind, prefix } = shape;
  return { start: index, goOn: end, seen: { name: known, provider, kind, prefix, value, end } };
}

/** What the pattern has seen there is at least sixteen characters long. */
function opaqueAt(piece: string, start: number, name: string | undefined): Seen {
  opaque.lastIndex = start;
  const value = opaque.exec(piece)?.[0] ?? '';
  const kind = name === undefined ? null : kindOfName(name);
  return { name: null, provider: null, prefix: '', kind, value, end: start + value.length };
}

const kindOfName = (name: string): TokenKind =>
  name.toLowerCase().startsWith('refresh') ? 'refresh_token' : 'access_token';
