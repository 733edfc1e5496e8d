import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerRequest } from '../../../electron/ipc/answer-request.ts';
import { contract, type RequestName } from '../../../shared/contract.ts';
import { requestNames } from '../../../shared/contract-names.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const setUp = () => {
  const test = createTestApp([holdAccount('acct_orders_api')]);
  const { logger, clock } = test;
  const deps = { handlers: test.app.handlers, logger, clock };
  return { test, deps };
};

describe('answering a request of the window', () => {
  it('names every request of the contract, and no other', () => {
    expect([...requestNames].sort()).toEqual(Object.keys(contract).sort());
  });

  it('E-17 refuses every request of an untrusted sender before looking at it', async () => {
    const { deps, test } = setUp();
    for (const name of requestNames) {
      const result = await answerRequest(deps, name, { params: {}, trusted: false });
      expect(result).toEqual({ ok: false, error: { code: 'untrusted_sender', details: {} } });
    }
    expect(test.account('acct_orders_api')).toBeDefined();
  });

  it('E-17 refuses unknown keys', async () => {
    const { deps } = setUp();
    const params = { extra: 1 };
    expect(await answerRequest(deps, 'snapshot.read', { params, trusted: true })).toMatchObject({
      error: { code: 'invalid_params' },
    });
  });

  it('E-17 answers 10,000 odd inputs with data, never throws and changes nothing', async () => {
    const { deps, test } = setUp();
    const { revision: _first, ...before } = test.snapshot();
    const harmless: readonly RequestName[] = [
      'snapshot.read',
      'keychain.retry',
      'account.refresh_all',
    ];
    const names = requestNames.filter((it) => !harmless.includes(it));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, params) => {
        const result = await answerRequest(deps, name, { params, trusted: true });
        const valid = contract[name].params.safeParse(params).success;
        expect(result.ok || valid || result.error.code === 'invalid_params').toBe(true);
      }),
      { numRuns: 10_000 },
    );
    const { revision: _last, ...after } = test.snapshot();
    expect(after).toEqual(before);
  });

  it('logs name, duration and code, and never the parameters', async () => {
    const { deps, test } = setUp();
    await answerRequest(deps, 'account.details', {
      params: { accountId: 'acct_a_canary_in_params' },
      trusted: true,
    });
    const line = test.logger.lines.at(-1);
    expect(line).toMatchObject({ event: 'request', fields: { code: 'account_not_found' } });
    expect(JSON.stringify(test.logger.lines)).not.toContain('canary');
  });
});
