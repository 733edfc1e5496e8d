/** What version 0.1 left behind still loads, with what it did not know filled in. */
import { describe, expect, it } from 'vitest';
import { accountRecordSchema, accountsFileSchema } from '../../../electron/account-record.ts';
import { decodeGrant } from '../../../electron/accounts/stored-grant.ts';
import { parseAuditLine } from '../../../electron/platform/audit-line-schema.ts';
import { Secret } from '../../../electron/secret.ts';
import { accountEditSchema } from '../../../shared/account-definition.ts';
import { sayEvidence } from '../../../shared/say-evidence.ts';
import { settingsChangeSchema, settingsSchema } from '../../../shared/settings.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';

/** A record as version 0.1 wrote it: without the fields that came with automatic refresh. */
function oldRecord(): Record<string, unknown> {
  const { lastCopiedAt: _copied, unanswered: _lost, ...record } = makeAccountRecord('acct_old');
  const { automaticRefresh: _mode, ...definition } = record.definition;
  const { refreshExpiresAt: _end, ...tokens } = record.tokens ?? { refreshExpiresAt: null };
  return { ...record, definition, tokens };
}

describe('data of version 0.1', () => {
  it('an account record loads: refreshed by itself, never copied, end of the refresh token unknown', () => {
    const loaded = accountRecordSchema.parse(oldRecord());
    expect(loaded).toEqual(makeAccountRecord('acct_old'));
    expect(loaded).toMatchObject({
      lastCopiedAt: null,
      definition: { automaticRefresh: 'on' },
      tokens: { refreshExpiresAt: null },
    });
  });

  it('the accounts file loads as a whole, still under schema version 1', () => {
    const file = {
      schemaVersion: 1,
      installationId: 'installation',
      sentinelWritten: true,
      accounts: { acct_old: oldRecord() },
      tombstones: [],
    };
    expect(accountsFileSchema.safeParse(file).success).toBe(true);
  });

  it('a keychain item loads', () => {
    const item = {
      v: 1,
      accountId: 'acct_old',
      installationId: 'installation',
      generation: 3,
      clientSecret: null,
      nonce: null,
      tokens: {
        accessToken: 'access',
        refreshToken: 'refresh',
        idToken: null,
        issuedAt: 1,
        expiresAt: 2,
        scope: '',
        tokenType: 'Bearer',
      },
    };
    const owner = { accountId: 'acct_old', installationId: 'installation' };
    expect(decodeGrant(Secret.of(JSON.stringify(item)), owner)).toMatchObject({
      generation: 3,
      tokens: { refreshExpiresAt: null },
    });
  });

  it('settings load with automatic refresh on, and changing another one does not turn it on', () => {
    const old = {
      clipboardClearSeconds: 30,
      minimumLeftSeconds: 30,
      language: 'en',
      theme: 'dark',
    };
    expect(settingsSchema.parse(old).automaticRefresh).toBe(true);
    expect(settingsChangeSchema.parse({ theme: 'light' })).toEqual({ theme: 'light' });
  });

  it('an edit that says nothing about automatic refresh leaves it as it is', () => {
    const edit = editOf(makeAccountRecord('acct_old').definition);
    expect(accountEditSchema.parse(edit)).toEqual(edit);
  });

  it('P-13 what was learnt of a revocation loads, without what was not noted then', () => {
    const outcome = {
      token: 'refresh_token',
      at: 1,
      outcome: 'unanswered',
      httpStatus: null,
      oauthError: null,
    };
    const grant = { status: 'revocation_pending', at: 1, outcomes: [outcome] };
    const { grant: loaded } = accountRecordSchema.parse({ ...oldRecord(), grant });
    expect(loaded).toMatchObject({
      outcomes: [{ ...outcome, verdict: 'not_revoked', answerBody: null, missing: null }],
    });
    const [known] = loaded.status === 'revocation_pending' ? loaded.outcomes : [];
    if (known === undefined) throw new Error('nothing was loaded');
    expect(sayEvidence('en', known)).toEqual(['No answer came.']);
  });

  it('D-08 a line of the audit log loads without the kind of an answer', () => {
    const { answerBody: _body, ...facts } = makeAuditFacts();
    const line = JSON.stringify({ v: 1, seq: 1, prev: '', at: 1, ...facts });
    expect(parseAuditLine(line)).toMatchObject({ answerBody: null });
  });
});
