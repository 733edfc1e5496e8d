/** Servers that answer a revocation oddly, over real HTTP through the whole app: what each is called, and what is kept. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import type { AuditLog } from '../../../electron/ports.ts';
import { sayEvidence } from '../../../shared/say-evidence.ts';
import type { RevocationOutcome } from '../../../shared/verdict.ts';
import { createFakeAuditLog } from '../../fixtures/fake-audit-log.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import {
  type Behaviour,
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { serverAt } from '../../fixtures/scripted-issuer.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const refreshToken = `refresh-of-${id}-0`;
const accessToken = `access-of-${id}-0`;

let server: MisbehavingServer;
beforeEach(async () => {
  server = await startMisbehavingServer();
});
afterEach(() => server.close());

/** The audit log, which also notes what the keychain held when each line was written. */
function watchAudit(test: () => { readonly secrets: { items: Map<string, string> } }) {
  const keptAtLine: string[] = [];
  const log = createFakeAuditLog({ clock: createFakeClock() });
  const append: AuditLog['append'] = async (facts, options) => {
    if (facts.event === 'revoke') keptAtLine.push(test().secrets.items.get(id) ?? '');
    await log.append(facts, options);
  };
  return { audit: { ...log, append }, keptAtLine, entries: log.entries };
}

async function setUp({ introspects = false } = {}) {
  const introspectionEndpoint = introspects ? `${server.origin}/introspect` : null;
  const frozen = serverAt(server.origin, { issuer: null, introspectionEndpoint });
  const watch = watchAudit(() => test);
  const test = createTestApp([holdAccount(id, { server: frozen })], {
    transport: createNodeTransport(),
    audit: watch.audit,
  });
  await test.app.afterFirstPaint();
  const stored = () => test.secrets.items.get(id) ?? '';
  const asked = (path = '/revoke') => server.received.filter((it) => it.path === path);
  return { ...test, lines: watch.entries, keptAtLine: watch.keptAtLine, stored, asked };
}

type Expected = {
  readonly outcome: RevocationOutcome['outcome'];
  readonly httpStatus: number | null;
  readonly oauthError?: string;
  readonly answerBody?: RevocationOutcome['answerBody'];
  readonly missing?: RevocationOutcome['missing'];
  /** Of the refresh token and of the access token. */
  readonly verdicts: readonly [RevocationOutcome['verdict'], RevocationOutcome['verdict']];
  readonly grant: 'revoked' | 'not_revoked' | 'revocation_pending';
  readonly audited: 'ok' | 'refused' | 'unanswered';
  /** Requests for the two tokens. */
  readonly requests?: number;
};

const ended = { verdicts: ['accepted', 'accepted'], grant: 'revoked', audited: 'ok' } as const;
const refused = {
  outcome: 'refused',
  verdicts: ['not_revoked', 'not_revoked'],
  grant: 'not_revoked',
  audited: 'refused',
} as const;
const unanswered = {
  outcome: 'unanswered',
  verdicts: ['not_revoked', 'not_revoked'],
  grant: 'revocation_pending',
  audited: 'unanswered',
} as const;

const odd: readonly (readonly [string, Behaviour, Expected])[] = [
  [
    '200 to everything',
    { status: 200, json: { active: true } },
    { ...ended, outcome: 'revoked', httpStatus: 200, answerBody: 'json' },
  ],
  ['204', { status: 204 }, { ...ended, outcome: 'revoked', httpStatus: 204, answerBody: 'empty' }],
  [
    '200 with HTML',
    { body: '<html>' },
    { ...ended, outcome: 'revoked', httpStatus: 200, answerBody: 'page' },
  ],
  [
    '200 with an empty body',
    { body: '' },
    { ...ended, outcome: 'revoked', httpStatus: 200, answerBody: 'empty' },
  ],
  [
    '200 with text',
    { body: 'OK' },
    { ...ended, outcome: 'revoked', httpStatus: 200, answerBody: 'other' },
  ],
  [
    '400 invalid_token',
    { status: 400, json: { error: 'invalid_token' } },
    { ...refused, httpStatus: 400, oauthError: 'invalid_token', answerBody: 'json' },
  ],
  [
    '400 with HTML',
    { status: 400, body: '<html>Bad request' },
    { ...refused, httpStatus: 400, answerBody: 'page' },
  ],
  ['400 with an empty body', { status: 400 }, { ...refused, httpStatus: 400, answerBody: 'empty' }],
  [
    '401 to a public client',
    { status: 401, json: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic' } },
    { ...refused, httpStatus: 401, answerBody: 'json' },
  ],
  [
    'unsupported_token_type to everything',
    { status: 400, json: { error: 'unsupported_token_type' } },
    {
      outcome: 'unsupported',
      httpStatus: 400,
      oauthError: 'unsupported_token_type',
      verdicts: ['not_revoked', 'alive_until'],
      grant: 'not_revoked',
      audited: 'refused',
      requests: 4,
    },
  ],
  [
    'a connection that is reset',
    { reset: true },
    { ...unanswered, httpStatus: null, missing: 'connection_lost' },
  ],
  [
    'a redirect',
    { redirectTo: 'https://elsewhere.example/revoke' },
    { ...unanswered, httpStatus: null, missing: 'redirected' },
  ],
  [
    '503 with HTML',
    { status: 503, body: '<html>' },
    { ...unanswered, httpStatus: 503, answerBody: 'page' },
  ],
  [
    '503 with an empty body',
    { status: 503 },
    { ...unanswered, httpStatus: 503, answerBody: 'empty' },
  ],
  ['429', { status: 429 }, { ...unanswered, httpStatus: 429 }],
];

const auditCodes = {
  connection_lost: 'network_unreachable',
  redirected: 'redirect_refused',
  timed_out: 'timed_out',
  not_secure: 'tls_failed',
  not_sent: 'network_unreachable',
  too_large: 'response_too_large',
} as const;

type Test = Awaited<ReturnType<typeof setUp>>;

/** In small steps: deadlines run on this clock, and answers come in real time. */
async function passTime(test: Test, isOver: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isOver(); turn += 1) {
    await test.clock.advanceAsync(1_000);
    await new Promise((go) => setTimeout(go, 20));
  }
}

/** Asks a server that never answers. */
async function waitInVain(test: Test) {
  const result = test.ask('account.revoke', { accountId: id });
  await passTime(test, () => test.asked().length >= 2);
  await test.clock.advanceAsync(60_000);
  return result;
}

describe('a server that answers a revocation oddly', () => {
  it.each(odd)('P-13 is called what it is: %s', async (_name, behaviour, expected) => {
    const test = await setUp();
    server.on('/revoke', behaviour);
    const result = await test.ask('account.revoke', { accountId: id });
    const { outcome, httpStatus, oauthError, verdicts, grant, audited, requests = 2 } = expected;
    const { answerBody, missing = null } = expected;
    const facts = { outcome, httpStatus, missing, ...(answerBody && { answerBody }) };
    expect(result).toMatchObject({
      value: {
        revoked: grant === 'revoked',
        pending: grant === 'revocation_pending',
        outcomes: [
          { token: 'refresh_token', ...facts, verdict: verdicts[0] },
          { token: 'access_token', ...facts, verdict: verdicts[1] },
        ],
      },
    });
    expect(test.account(id)?.grant.status).toBe(grant);
    expect(test.asked()).toHaveLength(requests);
    const keeps = grant !== 'revoked';
    expect(test.stored().includes(refreshToken)).toBe(keeps);
    expect(test.stored().includes(accessToken)).toBe(keeps);
    const lines = test.lines.filter((it) => it.event === 'revoke');
    expect(lines).toMatchObject(
      (['refresh_token', 'access_token'] as const).map((token, n) => ({
        token,
        outcome: audited,
        verdict: verdicts[n],
        httpStatus,
        code: missing === null ? null : auditCodes[missing],
        ...(answerBody && { answerBody }),
        ...(oauthError === undefined ? {} : { oauthError }),
      })),
    );
    // Erased first, written down after.
    expect(test.keptAtLine.map((it) => it.includes(refreshToken))).toEqual([keeps, keeps]);
    expect(JSON.stringify([result, lines])).not.toMatch(/(access|refresh)-of-/);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({ ok: false });
    expect(test.asked('/token')).toEqual([]);
  });

  it('O-38 has no answer to give: the deadline ends the wait, and both tokens are kept', async () => {
    const test = await setUp();
    server.on('/revoke', { never: true });
    const missing = 'timed_out';
    expect(await waitInVain(test)).toMatchObject({
      value: {
        pending: true,
        outcomes: [
          { outcome: 'unanswered', httpStatus: null, missing, verdict: 'not_revoked' },
          { outcome: 'unanswered', httpStatus: null, missing, verdict: 'not_revoked' },
        ],
      },
    });
    expect(test.stored()).toContain(refreshToken);
    expect(test.stored()).toContain(accessToken);
  });

  it('P-13 is told apart from every other, in both languages, by what the window says of it', async () => {
    const outcomes = new Map<string, RevocationOutcome>();
    for (const [name, behaviour] of [...odd, ['no answer at all', { never: true }] as const]) {
      const test = await setUp();
      server.on('/revoke', behaviour);
      const result = await (behaviour.never === true
        ? waitInVain(test)
        : test.ask('account.revoke', { accountId: id }));
      if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
      const [outcome] = result.value.outcomes;
      if (outcome !== undefined) outcomes.set(name, outcome);
      server.received.length = 0;
    }
    expect(outcomes.size).toBe(odd.length + 1);
    for (const language of ['en', 'zh-CN'] as const) {
      const said = [...outcomes].map(([name, it]) => [sayEvidence(language, it).join(' '), name]);
      // By what is said, so that a failure names the two that read alike.
      const alike = said.filter(([words], at) => said.findIndex(([first]) => first === words) < at);
      expect(alike).toEqual([]);
    }
  });

  it('O-37 is called the same however long its body takes, and nothing waits for it', async () => {
    const test = await setUp();
    server.on('/revoke', { body: '<html>', dripMs: 60_000 });
    const result = test.ask('account.revoke', { accountId: id });
    await passTime(test, () => test.asked().length === 2);
    await passTime(test, () => server.heldRequests() === 0);
    expect(await result).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { outcome: 'revoked', httpStatus: 200, answerBody: null, verdict: 'accepted' },
          { outcome: 'revoked', httpStatus: 200, answerBody: null, verdict: 'accepted' },
        ],
      },
    });
  });

  it('P-13 is not believed where it answers 200 to everything and a look shows the tokens alive', async () => {
    const test = await setUp({ introspects: true });
    server.on('/revoke', { status: 200 });
    server.on('/introspect', { json: { active: true } });
    expect(await test.ask('account.revoke', { accountId: id })).toMatchObject({
      value: {
        revoked: false,
        outcomes: [
          { outcome: 'revoked', proof: 'active', verdict: 'not_revoked' },
          { outcome: 'revoked', proof: 'active', verdict: 'alive_until' },
        ],
      },
    });
    expect(test.stored()).toContain(refreshToken);
  });

  it('O-38 N-12 is asked again when the time is over that it named, and ends well', async () => {
    const test = await setUp();
    server.on('/revoke', { status: 503, headers: { 'retry-after': '120' } });
    await test.ask('account.revoke', { accountId: id });
    const grant = test.account(id)?.grant;
    if (grant?.status !== 'revocation_pending') throw new Error('not pending');
    expect((grant.nextTryAt ?? 0) - test.clock.now().wall).toBeGreaterThanOrEqual(120_000);
    server.on('/revoke', { status: 200 });
    await test.clock.advanceAsync(110_000);
    expect(test.asked()).toHaveLength(2);
    await passTime(test, () => test.account(id)?.grant.status === 'revoked');
    expect(test.account(id)?.grant.status).toBe('revoked');
    expect(test.asked()).toHaveLength(4);
    await expect
      .poll(() => test.lines.map((it) => it.outcome))
      .toEqual(['unanswered', 'unanswered', 'ok', 'ok']);
    expect(test.stored()).not.toMatch(/(access|refresh)-of-/);
  });
});
