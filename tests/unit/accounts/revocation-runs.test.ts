/** Revoking many accounts at once: confirmed, in order, within limits, and taken up again after a crash. */
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../electron/app-error.ts';
import { TransportError } from '../../../electron/ports.ts';
import type { RequestParams } from '../../../shared/contract.ts';
import type { RunView } from '../../../shared/revocation-run.ts';
import { createFakeRunStore } from '../../fixtures/fake-run-store.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  testStart,
} from '../../fixtures/test-app.ts';

const idOf = (index: number): string => `acct_many_${String(index).padStart(4, '0')}`;
const many = (count: number): HeldAccount[] =>
  Array.from({ length: count }, (_, index) => holdAccount(idOf(index)));
type TestApp = ReturnType<typeof createTestApp>;

const ids = (held: readonly HeldAccount[]) => held.map(({ record }) => record.accountId);
const start = (
  test: TestApp,
  held: readonly HeldAccount[],
  change: Partial<RequestParams<'run.start'>> = {},
) =>
  test.ask('run.start', {
    kind: 'panic',
    accountIds: ids(held),
    confirmation: { kind: 'held' },
    ...change,
  });
const run = (test: TestApp) => test.snapshot().run;

async function finished(test: TestApp): Promise<void> {
  for (let turn = 0; turn < 2000 && run(test)?.finishedAt == null; turn += 1) {
    await test.clock.advanceAsync(20);
  }
  expect(run(test)?.finishedAt).not.toBeNull();
}

describe('revoking many accounts', () => {
  it('ends every refresh token before it asks for any access token in a panic', async () => {
    const held = many(8);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 200 }));
    await start(test, held);
    await finished(test);
    const kinds = test.transport.sent.map(({ form }) => form.token_type_hint);
    expect(kinds).toEqual([
      ...Array.from({ length: 8 }, () => 'refresh_token'),
      ...Array.from({ length: 8 }, () => 'access_token'),
    ]);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(held.map(() => 'accepted'));
  });

  it('P-13 proves an access token dead that ended with its refresh token before it was asked for', async () => {
    const held = many(2).map((it) => ({
      ...it,
      record: {
        ...it.record,
        server: it.record.server && {
          ...it.record.server,
          introspectionEndpoint: 'https://as.example/introspect',
        },
      },
    }));
    const test = createTestApp(held);
    const ended = new Set<string>();
    const accountOf = (token = ''): string => token.replace(/^(access|refresh)-of-/, '');
    test.transport.answerWith(({ url, form }) => {
      if (url.endsWith('/introspect'))
        return { json: { active: !ended.has(accountOf(form.token)) } };
      ended.add(accountOf(form.token));
      return { status: 200 };
    });
    await start(test, held);
    await finished(test);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(['proven_dead', 'proven_dead']);
  });

  it('keeps to four requests at once for an issuer', async () => {
    const held = many(20);
    const test = createTestApp(held);
    let open = 0;
    let most = 0;
    test.transport.answerWith(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return { status: 200 };
    });
    await start(test, held);
    await finished(test);
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
  });

  it('gives every account a verdict of its own, whatever its server says', async () => {
    const held = many(5);
    const test = createTestApp(held);
    const answers: Readonly<Record<string, (request: SentRequest) => Answer>> = {
      [idOf(0)]: () => ({ status: 200 }),
      [idOf(1)]: () => ({ status: 400, json: { error: 'invalid_request' } }),
      [idOf(2)]: ({ form }) =>
        form.token?.startsWith('access') === true
          ? { status: 400, json: { error: 'unsupported_token_type' } }
          : { status: 200 },
      [idOf(3)]: () => {
        throw new TransportError('unreachable');
      },
      [idOf(4)]: () => ({ status: 503, text: '<html>' }),
    };
    test.transport.answerWith((request) => {
      const id = held.find((it) => request.form.token?.includes(it.record.accountId) === true);
      return answers[id?.record.accountId ?? '']?.(request) ?? {};
    });
    await start(test, held);
    await finished(test);
    expect(run(test)?.accounts.map(({ verdict, pending }) => [verdict, pending])).toEqual([
      ['accepted', false],
      ['not_revoked', false],
      ['alive_until', false],
      ['not_revoked', true],
      ['not_revoked', true],
    ]);
  });

  it('says of a server without a revocation endpoint that nothing could be asked', async () => {
    const held = holdAccount(idOf(0));
    const server = held.record.server && { ...held.record.server, revocationEndpoint: null };
    const test = createTestApp([{ ...held, record: { ...held.record, server } }]);
    await start(test, [held]);
    await finished(test);
    expect(run(test)?.accounts).toMatchObject([{ state: 'done', code: 'revocation_unsupported' }]);
  });

  it('shows the progress of many often enough and not with every step, which would send all rows each time', async () => {
    const held = many(400);
    const test = createTestApp(held);
    test.transport.answerWith(async () => {
      await new Promise<void>((go) => test.clock.after(5, go));
      return { status: 200 };
    });
    const shown: RunView[] = [];
    test.app.snapshot.subscribe(({ run }) => {
      if (run != null) shown.push(run);
    });
    const began = test.clock.now().monotonic;
    await start(test, held, { kind: 'selected' });
    while (shown.at(-1)?.finishedAt == null) await test.clock.advanceAsync(20);
    const took = test.clock.now().monotonic - began;
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.length).toBeLessThanOrEqual(took / 40 + 2);
    expect(shown.at(-1)?.accounts.every(({ state }) => state === 'done')).toBe(true);
  });

  it('takes up after a crash what was left, and ends with every account of 200 in a verdict', async () => {
    const held = many(200);
    const store = createFakeRunStore();
    const before = createTestApp(held, { runs: store });
    let answered = 0;
    before.transport.answerWith(() => {
      answered += 1;
      return answered > 250 ? new Promise<Answer>(() => undefined) : { status: 200 };
    });
    await start(before, held);
    for (let turn = 0; turn < 400; turn += 1) await before.clock.advanceAsync(5);
    const interrupted = store.stored();
    expect(interrupted?.finishedAt).toBeNull();
    const done = interrupted?.accounts.filter((it) => it.done !== null).length ?? 0;
    expect(done).toBeGreaterThan(20);
    expect(done).toBeLessThan(200);

    const after = createTestApp([], {
      runs: createFakeRunStore(interrupted),
      accounts: before.accounts,
      secrets: before.secrets,
    });
    after.transport.answerWith(() => ({ status: 200 }));
    await after.app.afterFirstPaint();
    await finished(after);
    expect(run(after)?.accounts).toHaveLength(200);
    expect(run(after)?.accounts.filter((it) => it.verdict !== 'accepted')).toEqual([]);
  });

  it('N-12 refreshes nothing that a run was about to end while that run is still being read after a crash', async () => {
    const times = { issuedAt: testStart - 3_600_000, expiresAt: testStart + 30_000 };
    const held = Array.from({ length: 8 }, (_, n) => holdAccount(idOf(n), {}, times));
    const store = createFakeRunStore();
    const before = createTestApp(held, { runs: store });
    before.transport.answerWith(() => new Promise<Answer>(() => undefined));
    await start(before, held);
    const slow = createFakeRunStore(store.stored());

    const after = createTestApp([], {
      runs: {
        ...slow,
        read: () => new Promise((go) => after.clock.after(60_000, () => go(slow.read()))),
      },
      accounts: before.accounts,
      secrets: before.secrets,
    });
    after.transport.answerWith(() => ({ status: 200 }));
    const painted = after.app.afterFirstPaint();
    for (let turn = 0; turn < 140; turn += 1) await after.clock.advanceAsync(500);
    await painted;
    await finished(after);
    expect(after.transport.sent.filter((it) => !it.url.endsWith('/revoke'))).toEqual([]);
    expect(run(after)?.accounts.map((it) => it.verdict)).toEqual(held.map(() => 'accepted'));
  });

  it('says it once where the record of a run was damaged, since nobody can tell what it had yet to end', async () => {
    const damaged = { kind: 'damaged', fileName: 'revocation-run.corrupt.json' } as const;
    const test = createTestApp(many(2), {
      runs: { ...createFakeRunStore(), read: async () => damaged },
    });
    await test.app.afterFirstPaint();
    await test.ask('keychain.retry', {});
    const { fileName } = damaged;
    expect(test.snapshot().notices).toEqual([{ code: 'run_file_set_aside', fileName }]);
    expect(await test.ask('run.dismiss', {})).toMatchObject({ ok: true });
    await test.ask('notice.dismiss', { code: 'run_file_set_aside' });
    expect(test.snapshot().notices).toEqual([]);
  });

  it('runs to its end on a disk that takes no record of it, from its beginning on', async () => {
    const held = many(3);
    const write = async () => {
      throw new AppError('disk_unwritable');
    };
    const test = createTestApp(held, { runs: { ...createFakeRunStore(), write } });
    test.transport.answerWith(() => ({ status: 200 }));
    expect(await start(test, held)).toMatchObject({ ok: true });
    await finished(test);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(held.map(() => 'accepted'));
  });

  it('N-12 quits only when the end of a run is on disk, with the line about it', async () => {
    const held = many(1);
    const store = createFakeRunStore();
    const test = createTestApp(held, {
      runs: {
        ...store,
        write: async (next) => {
          if (next?.finishedAt != null) await new Promise<void>((go) => test.clock.after(500, go));
          await store.write(next);
        },
      },
    });
    test.transport.answerWith(() => ({ status: 200 }));
    await start(test, held);
    await finished(test);
    expect(store.stored()?.finishedAt).toBeNull();
    const stopped = test.app.stop().then(() => ({
      finishedAt: store.stored()?.finishedAt,
      events: test.audit.entries.map((it) => it.event),
    }));
    await test.clock.advanceAsync(1_000);
    expect((await stopped).finishedAt).not.toBeNull();
    expect((await stopped).events).toContain('run_finished');
  });

  it('waits for a locked keychain instead of giving up', async () => {
    const held = many(2);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 200 }));
    test.secrets.failWith('locked');
    await start(test, held);
    for (let turn = 0; turn < 20; turn += 1) await test.clock.advanceAsync(50);
    expect(run(test)).toMatchObject({ finishedAt: null });
    test.secrets.failWith(null);
    await test.ask('keychain.retry', {});
    await finished(test);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(['accepted', 'accepted']);
  });

  it('ends when it is stopped while it waits for a locked keychain', async () => {
    const held = many(2);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 200 }));
    test.secrets.failWith('locked');
    await start(test, held);
    for (let turn = 0; turn < 20; turn += 1) await test.clock.advanceAsync(50);
    await test.ask('run.stop', {});
    await finished(test);
    expect(run(test)?.accounts.map((it) => it.state)).toEqual(['waiting', 'waiting']);
  });

  it('begins nothing more once it is stopped', async () => {
    const held = many(30);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 200 }));
    await start(test, held, { kind: 'selected' });
    await test.ask('run.stop', {});
    await finished(test);
    const states = run(test)?.accounts.map((it) => it.state) ?? [];
    expect(states).toContain('waiting');
    expect(test.transport.sent.length).toBeLessThan(60);
  });
});

describe('the confirmation of a run', () => {
  const live = (test: TestApp) => test.transport.sent.length === 0;

  it('asks nothing more for five accounts without production', async () => {
    const held = many(5);
    const test = createTestApp(held);
    expect(await start(test, held, { confirmation: { kind: 'none' } })).toMatchObject({ ok: true });
    expect(test.dialogs.questions).toEqual([]);
  });

  it('wants the number typed and a native answer for more than five', async () => {
    const held = many(6);
    const test = createTestApp(held);
    for (const confirmation of [{ kind: 'none' }, { kind: 'typed', count: 5 }] as const) {
      expect(await start(test, held, { confirmation })).toMatchObject({
        error: { code: 'run_unconfirmed' },
      });
    }
    test.dialogs.answerWith(false);
    const confirmation = { kind: 'typed', count: 6 } as const;
    expect(await start(test, held, { confirmation })).toMatchObject({
      error: { code: 'run_unconfirmed' },
    });
    expect(live(test)).toBe(true);
    test.dialogs.answerWith(true);
    expect(await start(test, held, { confirmation })).toMatchObject({ ok: true });
    expect(test.dialogs.questions.at(-1)?.message).toBe('Revoke the tokens of 6 accounts?');
  });

  it('wants it for a single account of production too', async () => {
    const held = holdAccount(idOf(0));
    const definition = { ...held.record.definition, environment: 'production' as const };
    const test = createTestApp([{ ...held, record: { ...held.record, definition } }]);
    expect(await start(test, [held], { confirmation: { kind: 'none' } })).toMatchObject({
      error: { code: 'run_unconfirmed' },
    });
    const confirmation = { kind: 'typed', count: 1 } as const;
    await start(test, [held], { confirmation });
    expect(test.dialogs.questions[0]?.detail).toContain('1 of them are production accounts.');
  });

  it('runs one at a time', async () => {
    const held = many(2);
    const test = createTestApp(held);
    test.transport.answerWith(() => new Promise<Answer>(() => undefined));
    await start(test, held);
    expect(await start(test, held)).toMatchObject({ error: { code: 'run_active' } });
    expect(await test.ask('run.dismiss', {})).toMatchObject({ error: { code: 'run_active' } });
  });
});

describe('the incident report', () => {
  it('names each account with verdict, evidence and what is left, and holds no token', async () => {
    const held = many(3);
    const test = createTestApp(held);
    test.transport.answerWith(({ form }) =>
      form.token?.includes(idOf(1)) === true
        ? { status: 400, json: { error: 'invalid_request' } }
        : { status: 200 },
    );
    await start(test, held);
    await finished(test);
    for (const format of ['json', 'html'] as const) {
      expect(await test.ask('run.save_report', { format })).toMatchObject({
        value: { saved: true },
      });
    }
    const [json, html] = test.dialogs.saved;
    const report = JSON.parse(json?.text ?? '') as { counts: unknown; accounts: unknown[] };
    expect(report.counts).toEqual({ accepted: 2, not_revoked: 1 });
    expect(report.accounts[1]).toMatchObject({
      verdict: 'not_revoked',
      stillToDo: { action: 'end_by_hand', page: null, server: expect.any(String) },
      tokens: [{ outcome: 'refused', httpStatus: 400 }, {}],
    });
    expect(html?.suggestedName).toMatch(/^tokenward-incident-.*\.html$/);
    expect(html?.text).toContain('Not revoked');
    for (const { text } of test.dialogs.saved) expect(text).not.toMatch(/(access|refresh)-of-/);
  });

  it('makes no markup of what an account is called', async () => {
    const held = holdAccount(idOf(0));
    const definition = { ...held.record.definition, label: '<img src=x onerror=alert(1)>' };
    const test = createTestApp([{ ...held, record: { ...held.record, definition } }]);
    test.transport.answerWith(() => ({ status: 200 }));
    await start(test, [held]);
    await finished(test);
    await test.ask('run.save_report', { format: 'html' });
    expect(test.dialogs.saved[0]?.text).not.toContain('<img');
    expect(test.dialogs.saved[0]?.text).toContain('&lt;img');
  });

  it('is in the language that the window has when it is saved', async () => {
    const held = many(1);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 200 }));
    await start(test, held);
    await finished(test);
    await test.ask('settings.update', { language: 'zh-CN' });
    await test.ask('run.save_report', { format: 'html' });
    expect(test.dialogs.saved[0]?.text).toContain('<html lang="zh-CN">');
    expect(test.dialogs.saved[0]?.text).toContain('已被服务器接受，此处无法证明');
  });

  it('says that there is none to save', async () => {
    const test = createTestApp([]);
    expect(await test.ask('run.save_report', { format: 'html' })).toMatchObject({
      error: { code: 'run_not_found' },
    });
  });
});
