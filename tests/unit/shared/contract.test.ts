/** The boundary: names for the preload equal to the contract, unknown keys refused, a bound on every text. */
import { describe, expect, it } from 'vitest';
import { contract, type RequestName } from '../../../shared/contract.ts';
import { requestNames } from '../../../shared/contract-names.ts';
import { mostFoundText } from '../../../shared/found-token.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { sampleDefinition } from '../../fixtures/sample-views.ts';

const accountId = 'account-0001';
const flowId = 'flow-0001';
const edit = editOf(sampleDefinition);

const valid: Readonly<Record<RequestName, object>> = {
  'snapshot.read': {},
  'server.discover': { issuer: 'https://id.example' },
  'redirect.copy': { host: '127.0.0.1', port: null },
  'flow.authorize': { definition: sampleDefinition, clientSecret: null },
  'flow.reauthorize': { accountId },
  'flow.copy_link': { flowId },
  'flow.open_again': { flowId },
  'flow.choose_another_user': { flowId },
  'flow.paste_address': { flowId, address: 'http://127.0.0.1/callback?code=1' },
  'flow.cancel': { flowId },
  'flow.decide': { flowId, choice: 'keep' },
  'flow.dismiss': { flowId },
  'account.details': { accountId },
  'account.copy': { accountId, form: 'token' },
  'account.refresh': { accountId },
  'account.refresh_all': {},
  'account.revoke_preview': { accountId },
  'account.revoke': { accountId },
  'account.open_page': { accountId },
  'account.log_out': { accountId },
  'account.remove': { accountId },
  'account.edit': { accountId, edit },
  'audit.page': {
    filter: { accountId: null, events: [], outcomes: [], text: '' },
    from: null,
    limit: 200,
  },
  'audit.verify': {},
  'audit.export': {
    format: 'csv',
    filter: { accountId: null, events: [], outcomes: [], text: '' },
  },
  'found.examine': { text: 'gho_' },
  'found.revoke': { findId: flowId, index: 0 },
  'found.dismiss': {},
  'account.save_copy': {},
  'run.start': { kind: 'panic', accountIds: [accountId], confirmation: { kind: 'held' } },
  'run.stop': {},
  'run.dismiss': {},
  'run.save_report': { format: 'html' },
  'settings.update': { theme: 'dark' },
  'authority.add': {},
  'authority.remove': { fingerprint: 'a0'.repeat(32) },
  'keychain.retry': {},
  'notice.dismiss': { code: 'newer_schema' },
};
const names = Object.keys(contract) as RequestName[];

describe('the contract', () => {
  it('E-20 gives the preload exactly its own names', () => {
    expect([...requestNames].sort()).toEqual([...names].sort());
  });

  it.each(names)('accepts what %s is meant for, and refuses it with one key more', (name) => {
    const { params } = contract[name];
    expect(params.safeParse(valid[name]).success).toBe(true);
    expect(params.safeParse({ ...valid[name], extra: 1 }).success).toBe(false);
  });

  it('refuses a key more inside of a definition and inside of an edit', () => {
    const definition = { ...sampleDefinition, accessToken: 'x' };
    const authorize = contract['flow.authorize'].params;
    expect(authorize.safeParse({ definition, clientSecret: null }).success).toBe(false);
    const change = { accountId, edit: { ...edit, issuer: 'https://other.example' } };
    expect(contract['account.edit'].params.safeParse(change).success).toBe(false);
  });

  it.each(names)('bounds every text of %s', (name) => {
    const { params } = contract[name];
    for (const longer of withLongerTexts(valid[name])) {
      expect(params.safeParse(longer).success).toBe(false);
    }
  });

  it('takes no account or flow id that is not one of ours in form', () => {
    for (const bad of ['', 'short', '../../../etc', 'a b c d e f', 'x'.repeat(65)]) {
      expect(contract['account.refresh'].params.safeParse({ accountId: bad }).success).toBe(false);
    }
  });
});

/** The same value, once for each text in it, with that text far too long. */
function withLongerTexts(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return ['x'.repeat(mostFoundText + 1)];
  if (Array.isArray(value)) {
    return value.flatMap((item, at) =>
      withLongerTexts(item).map((longer) => value.with(at, longer)),
    );
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) =>
    withLongerTexts(item).map((longer) => ({ ...value, [key]: longer })),
  );
}
