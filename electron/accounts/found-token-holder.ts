/** Which account here holds a found token, or held it before, told by fingerprint without the keychain. */
import { isEnding, type TokenKind } from '../../shared/account-view.ts';
import type { AccountRecord } from '../account-record.ts';

export type FoundHolder = {
  readonly record: AccountRecord;
  readonly match: {
    readonly accountId: string;
    readonly label: string;
    readonly kind: TokenKind;
    /** False for a token that was replaced, or ended, since. */
    readonly held: boolean;
  };
};

/** By fingerprint; one account for each, and the one that holds it now before one that held it once. */
export function holdersOf(
  records: readonly AccountRecord[],
  fingerprints: ReadonlySet<string>,
): ReadonlyMap<string, FoundHolder> {
  const holders = new Map<string, FoundHolder>();
  for (const record of records) {
    for (const { fingerprint, kind, held } of knownTokens(record)) {
      if (fingerprint === null || !fingerprints.has(fingerprint)) continue;
      if (holders.has(fingerprint) && !held) continue;
      const { accountId, definition } = record;
      const match = { accountId, label: definition.label, kind, held };
      holders.set(fingerprint, { record, match });
    }
  }
  return holders;
}

type KnownToken = {
  readonly fingerprint: string | null;
  readonly kind: TokenKind;
  readonly held: boolean;
};

function* knownTokens(record: AccountRecord): Generator<KnownToken> {
  const { tokens, earlierAccessTokens, earlierRefreshTokens, grant } = record;
  if (isEnding(grant)) {
    for (const { fingerprint, token } of grant.outcomes) {
      yield { fingerprint, kind: token, held: false };
    }
  }
  for (const fingerprint of earlierRefreshTokens) {
    yield { fingerprint, kind: 'refresh_token', held: false };
  }
  for (const { fingerprint } of earlierAccessTokens) {
    yield { fingerprint, kind: 'access_token', held: false };
  }
  if (tokens === null) return;
  yield { fingerprint: tokens.accessFingerprint, kind: 'access_token', held: true };
  yield { fingerprint: tokens.refreshFingerprint, kind: 'refresh_token', held: true };
}
