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
    visitTokens(record, (fingerprint, kind, held) => {
      if (fingerprint === null || !fingerprints.has(fingerprint)) return;
      if (holders.has(fingerprint) && !held) return;
      const { accountId, definition } = record;
      const match = { accountId, label: definition.label, kind, held };
      holders.set(fingerprint, { record, match });
    });
  }
  return holders;
}

type Visit = (fingerprint: string | null, kind: TokenKind, held: boolean) => void;

function visitTokens(record: AccountRecord, visit: Visit): void {
  const { tokens, earlierAccessTokens, earlierRefreshTokens, grant } = record;
  if (isEnding(grant)) for (const it of grant.outcomes) visit(it.fingerprint, it.token, false);
  for (const it of earlierRefreshTokens) visit(it, 'refresh_token', false);
  for (const it of earlierAccessTokens) visit(it.fingerprint, 'access_token', false);
  if (tokens === null) return;
  visit(tokens.accessFingerprint, 'access_token', true);
  visit(tokens.refreshFingerprint, 'refresh_token', true);
}
