/** Accounts that have been signed in for a while: their metadata, their keychain items and the journal's key. */
import type { AccountsFile } from '../../../electron/account-record.ts';
import { journalKeyItem } from '../../../electron/accounts/journal-key.ts';
import { newJournalKey } from '../../../electron/accounts/journal-seal.ts';
import { encodeGrant } from '../../../electron/accounts/stored-grant.ts';
import { sentinelItem } from '../../../electron/platform/keychain-operations.ts';
import { sealSecret } from '../../../electron/platform/secret-envelope.ts';
import { Secret } from '../../../electron/secret.ts';
import { emptyAccountsFile } from '../../fixtures/fake-account-store.ts';
import { type HeldAccount, holdAccount, testInstallation } from '../../fixtures/test-app.ts';
import type { Family } from './token-families.ts';

export const installationId = testInstallation;

function heldAccount({ accountId, current }: Family, port: number): HeldAccount {
  const held = holdAccount(
    accountId,
    {},
    {
      accessToken: Secret.of(current.accessToken),
      refreshToken: Secret.of(current.refreshToken),
    },
  );
  const origin = `http://127.0.0.1:${port}`;
  const server = held.record.server && {
    ...held.record.server,
    authorizationEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/token`,
    revocationEndpoint: `${origin}/revoke`,
  };
  const endpoints = {
    authorization: `${origin}/authorize`,
    token: `${origin}/token`,
    revocation: `${origin}/revoke`,
    introspection: null,
  };
  const definition = { ...held.record.definition, endpoints };
  return { ...held, record: { ...held.record, server, definition } };
}

export function makeAccountsFile(families: readonly Family[], port: number): AccountsFile {
  const records = families.map((family) => heldAccount(family, port).record);
  return {
    ...emptyAccountsFile,
    sentinelWritten: true,
    accounts: Object.fromEntries(records.map((record) => [record.accountId, record])),
  };
}

/** Item names and what the keychain holds under them. */
export function makeKeychainItems(
  families: readonly Family[],
): readonly (readonly [string, string])[] {
  const items = families.map((family): readonly [string, Secret] => {
    const { record, tokens, clientSecret, nonce } = heldAccount(family, 0);
    const { accountId, generation } = record;
    const grant = { generation, tokens, clientSecret, nonce };
    return [accountId, encodeGrant(grant, { accountId, installationId })];
  });
  const sealed = [[journalKeyItem, newJournalKey()] as const, ...items].map(
    ([name, secret]) => [name, sealSecret(secret) ?? ''] as const,
  );
  return [[sentinelItem, 'kept'], ...sealed];
}
