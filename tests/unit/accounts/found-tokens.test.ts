/** Found tokens: told apart, matched, sent to one host or to none, and never given back to the window. */
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  testStart,
} from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
const github = `gho_${'a1B2'.repeat(9)}`;

type TestApp = ReturnType<typeof createTestApp>;

async function examine(test: TestApp, text: string) {
  const asked = test.ask('found.examine', { text });
  await test.clock.advanceAsync(1);
  const result = await asked;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function revokeFirst(test: TestApp, text: string) {
  const { findId } = await examine(test, text);
  return test.ask('found.revoke', { findId, index: 0 });
}

/** An account at an issuer that has a name. */
function atIssuer(issuer: string): HeldAccount {
  const held = holdAccount(id);
  return {
    ...held,
    record: { ...held.record, server: held.record.server && { ...held.record.server, issuer } },
  };
}

describe('a found token', () => {
  it('E-20 comes back as prefix and fingerprint, and never as itself', async () => {
    const test = createTestApp([holdAccount(id)]);
    const opaque = '2YotnFZFEjr1zCsicMWpAA';
    const token = jwt({ iss: 'https://id.example' });
    const found = await examine(test, `${github}\naccess_token=${opaque}\n${token}`);
    expect(found.tokens).toHaveLength(3);
    const crossing = JSON.stringify(found);
    for (const secret of [github, github.slice(4), opaque, token]) {
      expect(crossing).not.toContain(secret);
    }
    expect(found.tokens[0]).toMatchObject({ name: 'GitHub OAuth token', prefix: 'gho_' });
  });

  it('is sent to the one host that was named before', async () => {
    const test = createTestApp([]);
    test.transport.answerWith(({ method }) =>
      method === 'GET' ? { status: 200 } : { status: 202 },
    );
    const { findId, tokens } = await examine(test, github);
    expect(tokens[0]?.route).toMatchObject({ host: 'api.github.com', triedLive: false });
    expect(test.transport.sent).toEqual([]);
    await test.ask('found.revoke', { findId, index: 0 });
    const hosts = new Set(test.transport.sent.map(({ url }) => new URL(url).host));
    expect([...hosts]).toEqual(['api.github.com']);
  });

  it('P-13 is proven dead where its provider stops taking it', async () => {
    const test = createTestApp([]);
    let dead = false;
    test.transport.answerWith(({ method }) => {
      if (method === 'GET') return { status: dead ? 401 : 200 };
      dead = true;
      return { status: 202 };
    });
    expect(await revokeFirst(test, github)).toMatchObject({
      value: { outcome: { verdict: 'proven_dead', method: 'validity_probe' }, holder: null },
    });
    expect(test.audit.entries.at(-1)).toMatchObject({
      event: 'found_revoke',
      issuer: 'api.github.com',
      verdict: 'proven_dead',
    });
  });

  it('goes nowhere when it is an opaque text that nobody here knows', async () => {
    const test = createTestApp([holdAccount(id)]);
    const { findId, tokens } = await examine(test, 'access_token=2YotnFZFEjr1zCsicMWpAA');
    expect(tokens[0]).toMatchObject({ route: null, whyNot: 'found_unknown', match: null });
    expect(await test.ask('found.revoke', { findId, index: 0 })).toMatchObject({
      error: { code: 'found_unknown' },
    });
    expect(test.transport.sent).toEqual([]);
  });

  it('is matched to the account that held it before it was refreshed', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({
      json: { access_token: 'access-2', token_type: 'bearer', expires_in: 60 },
    }));
    await test.ask('account.refresh', { accountId: id });
    const { tokens } = await examine(test, `access_token=access-of-${id}-0`);
    expect(tokens[0]?.match).toMatchObject({ accountId: id, held: false });
  });

  it('a JWT of a known issuer is ended as the client it was issued to, and as no other', async () => {
    const issuer = 'https://as.example';
    const held = atIssuer(issuer);
    const mine = jwt({ iss: issuer, client_id: held.record.definition.clientId });
    const foreign = jwt({ iss: issuer, client_id: 'somebody-else' });
    const test = createTestApp([held]);
    test.transport.answerWith(() => ({ status: 200 }));
    const { findId, tokens } = await examine(
      test,
      `${mine} ${foreign} ${jwt({ iss: 'https://evil.example' })}`,
    );
    expect(tokens.map(({ route, whyNot }) => route?.host ?? whyNot)).toEqual([
      'as.example',
      'found_foreign_client',
      'found_unknown',
    ]);
    expect(await test.ask('found.revoke', { findId, index: 1 })).toMatchObject({
      error: { code: 'found_foreign_client' },
    });
    expect(test.transport.sent).toEqual([]);
  });

  it('is forgotten after ten minutes, when dismissed, and when another text is examined', async () => {
    const test = createTestApp([]);
    const first = await examine(test, github);
    const second = await examine(test, github);
    const revoke = (findId: string) => test.ask('found.revoke', { findId, index: 0 });
    expect(await revoke(first.findId)).toMatchObject({ error: { code: 'found_gone' } });
    await test.clock.advanceAsync(10 * 60_000);
    expect(await revoke(second.findId)).toMatchObject({ error: { code: 'found_gone' } });
    const third = await examine(test, github);
    await test.ask('found.dismiss', {});
    expect(await revoke(third.findId)).toMatchObject({ error: { code: 'found_gone' } });
  });

  it('is found wherever it lies in eight megabytes, across the pieces too', async () => {
    const test = createTestApp([]);
    const filler = 'x '.repeat(131_062);
    const text = `${filler}${github} ${filler.repeat(20)} glpat-abcdefghij1234567890`;
    const asked = test.ask('found.examine', { text });
    for (let turn = 0; turn < 60; turn += 1) await test.clock.advanceAsync(1);
    expect(await asked).toMatchObject({
      value: { tokens: [{ prefix: 'gho_' }, { prefix: 'glpat-' }], more: false },
    });
  });

  it('P-17 in thousands is listed up to two hundred, and the answer waits while others have their turn', async () => {
    const clock = createFakeClock({ wall: testStart });
    let turns = 0;
    const after: typeof clock.after = (ms, run) => {
      turns += 1;
      return clock.after(ms, run);
    };
    const test = createTestApp([holdAccount(id)], { clock: { ...clock, after } });
    const deep = `{"iss":"https://as.example","a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const nested = `${part({ alg: 'RS256' })}.${Buffer.from(deep).toString('base64url')}.c2lnbmF0dXJl`;
    const many = Array.from({ length: 5000 }, (_, n) => `gho_${String(n).padStart(36, 'a')}`);
    const asked = test.ask('found.examine', { text: [nested, ...many].join('\n') });
    await clock.advanceAsync(1);
    const result = await asked;
    expect(turns).toBeGreaterThan(10);
    expect(result).toMatchObject({ value: { more: true } });
    expect(result.ok && result.value.tokens).toHaveLength(200);
    expect(result.ok && result.value.tokens[0]).toMatchObject({ name: 'JWT' });
  });
});
