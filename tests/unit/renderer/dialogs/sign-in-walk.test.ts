/** Several sign-ins one after another: never two at once, and what became of each. */
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../renderer/bridge.ts';
import { createSignInWalk } from '../../../../renderer/dialogs/sign-in-walk.ts';
import { createSnapshotStore } from '../../../../renderer/snapshot-store.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import type { FlowView } from '../../../../shared/snapshot.ts';
import { eventually } from '../../../fixtures/eventually.ts';
import { createFakeBridge, failed, ok } from '../../../fixtures/fake-bridge.ts';
import { createFakeWindowClock } from '../../../fixtures/fake-window-clock.ts';
import { sampleAccount, sampleFlow, sampleSnapshot } from '../../../fixtures/sample-views.ts';

const refused = {
  grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
} as const;
const account = (label: string, change: Partial<AccountView> = refused): AccountView =>
  sampleAccount({ accountId: `account-${label}`, label, ...change });
const idOf = (label: string): string => `account-${label}`;

/** Main as far as sign-ins go: each begins at once, and a test says how it ends. */
async function setUp(labels: readonly string[], flows: readonly FlowView[] = []) {
  const accounts = labels.map((label) => account(label));
  const main = createFakeBridge(sampleSnapshot({ accounts, flows }));
  const clock = createFakeWindowClock();
  const client = createClient(main.bridge);
  const store = createSnapshotStore(client, clock);
  const walk = createSignInWalk({ client, store, clock });
  store.start();
  await eventually(() => expect(store.phase()).toBe('ready'));
  let current = flows;
  const tell = (next: readonly FlowView[]): void => {
    current = next;
    main.push({ flows: current });
  };
  const flowOf = (label: string): FlowView =>
    sampleFlow({ flowId: `flow-${label}`, accountId: idOf(label), kind: 'reauthorize', label });
  main.answer('flow.reauthorize', ({ accountId }) => {
    const label = accountId.replace('account-', '');
    tell([...current, flowOf(label)]);
    return ok({ flowId: `flow-${label}` });
  });
  main.answer('flow.cancel', ({ flowId }) => {
    tell(current.filter((it) => it.flowId !== flowId));
    return ok(null);
  });
  const change = (label: string, to: Partial<FlowView>): void =>
    tell(current.map((it) => (it.accountId === idOf(label) ? { ...it, ...to } : it)));
  return {
    main,
    walk,
    change,
    /** What main tells of a sign-in that went well. */
    finish: (label: string): void => {
      main.push({ upsertedAccounts: [account(label, {})] });
      change(label, { status: 'done' });
    },
    recover: (label: string): void => main.push({ upsertedAccounts: [account(label, {})] }),
    remove: (label: string): void => main.push({ removedAccountIds: [idOf(label)] }),
    begun: () => main.callsOf('flow.reauthorize').map((it) => it.accountId.replace('account-', '')),
    waitFor: (flowId: string) => eventually(() => expect(walk.state()?.flowId).toBe(flowId)),
    position: () => `${walk.state()?.at} of ${walk.state()?.total}`,
    outcomes: () => walk.state()?.ended.map((it) => `${it.label} ${it.outcome}`),
  };
}
const everyone = ['a', 'b', 'c'];
const all = everyone.map(idOf);

describe('a walk through several sign-ins', () => {
  it('begins one sign-in, and the next only when it has ended', async () => {
    const it = await setUp(everyone);
    it.walk.start(all);
    await it.waitFor('flow-a');
    expect([it.begun(), it.position()]).toEqual([['a'], '1 of 3']);
    it.change('a', { status: 'exchanging' });
    expect(it.begun()).toEqual(['a']);
    it.finish('a');
    await it.waitFor('flow-b');
    expect([it.begun(), it.position()]).toEqual([['a', 'b'], '2 of 3']);
    it.finish('b');
    await it.waitFor('flow-c');
    it.finish('c');
    expect(it.walk.state()).toMatchObject({ phase: 'ended', flowId: null, waiting: [] });
    expect(it.outcomes()).toEqual(['a signed_in', 'b signed_in', 'c signed_in']);
  });

  it('goes on after a failure, keeps why, and lets main forget the attempt', async () => {
    const it = await setUp(everyone);
    it.walk.start(all);
    await it.waitFor('flow-a');
    const error = { code: 'access_denied', details: {} } as const;
    it.change('a', { status: 'failed', error });
    await it.waitFor('flow-b');
    expect(it.walk.state()?.ended).toEqual([
      { accountId: idOf('a'), label: 'a', outcome: 'failed', error },
    ]);
    expect(it.main.callsOf('flow.dismiss')).toEqual([{ flowId: 'flow-a', keepAccount: true }]);
  });

  it('goes on where main will not even begin', async () => {
    const it = await setUp(['a']);
    it.main.answer('flow.reauthorize', () => failed('too_many_flows'));
    it.walk.start([idOf('a')]);
    await eventually(() => expect(it.walk.state()?.phase).toBe('ended'));
    expect(it.walk.state()?.ended[0]).toMatchObject({
      outcome: 'failed',
      error: { code: 'too_many_flows' },
    });
  });

  it('cancels what is skipped before it begins the next', async () => {
    const it = await setUp(everyone);
    it.walk.start(all);
    await it.waitFor('flow-a');
    await it.walk.skip();
    await it.waitFor('flow-b');
    const order = it.main.calls.map((call) => call.name);
    expect(order).toEqual(['flow.reauthorize', 'flow.cancel', 'flow.reauthorize']);
    expect(it.outcomes()).toEqual(['a skipped']);
  });

  it('counts a sign-in that was cancelled elsewhere as skipped, once', async () => {
    const it = await setUp(everyone);
    it.walk.start(all);
    await it.waitFor('flow-a');
    it.change('a', { status: 'cancelled' });
    await it.waitFor('flow-b');
    expect([it.outcomes(), it.begun()]).toEqual([['a skipped'], ['a', 'b']]);
  });

  it('leaves out who has recovered or is gone by the time it would be their turn', async () => {
    const it = await setUp([...everyone, 'd']);
    it.walk.start([...all, idOf('d')]);
    await it.waitFor('flow-a');
    it.recover('b');
    it.remove('c');
    it.finish('a');
    await it.waitFor('flow-d');
    expect([it.begun(), it.position()]).toEqual([['a', 'd'], '2 of 2']);
  });

  it('ends with nothing to say where nobody needs it any more', async () => {
    const it = await setUp(['a']);
    it.recover('a');
    it.walk.start([idOf('a')]);
    expect([it.walk.state(), it.begun()]).toEqual([null, []]);
  });

  it('stops with the sign-in on screen cancelled and the rest not tried', async () => {
    const it = await setUp(everyone);
    it.walk.start(all);
    await it.waitFor('flow-a');
    it.finish('a');
    await it.waitFor('flow-b');
    await it.walk.stop();
    expect(it.walk.state()).toMatchObject({ phase: 'ended', waiting: [idOf('b'), idOf('c')] });
    expect([it.outcomes(), it.begun()]).toEqual([['a signed_in'], ['a', 'b']]);
    expect(it.main.callsOf('flow.cancel')).toEqual([{ flowId: 'flow-b', keepAccount: true }]);
  });

  it('leaves the sign-in waiting when it is left, and begins no other', async () => {
    const it = await setUp(everyone);
    it.walk.start(all);
    await it.waitFor('flow-a');
    it.walk.leave();
    it.finish('a');
    expect([it.walk.state(), it.begun()]).toEqual([null, ['a']]);
    expect(it.main.callsOf('flow.cancel')).toEqual([]);
  });

  it('takes up a sign-in that already waits, as after a reload of the window, instead of opening another browser', async () => {
    const waiting = sampleFlow({ flowId: 'flow-b', accountId: idOf('b'), kind: 'reauthorize' });
    const it = await setUp(everyone, [waiting]);
    it.walk.start(all);
    await it.waitFor('flow-b');
    expect([it.begun(), it.position()]).toEqual([[], '1 of 3']);
    it.finish('b');
    await it.waitFor('flow-a');
    expect(it.begun()).toEqual(['a']);
  });

  it('cancels a sign-in that main begins after the walk was left', async () => {
    const it = await setUp(everyone);
    let begin = (): void => undefined;
    it.main.answer('flow.reauthorize', async () => {
      await new Promise<void>((resolve) => {
        begin = resolve;
      });
      return ok({ flowId: 'flow-late' });
    });
    it.walk.start(all);
    await eventually(() => expect(it.begun()).toEqual(['a']));
    await it.walk.skip();
    expect(it.begun()).toEqual(['a']);
    it.walk.leave();
    begin();
    await eventually(() =>
      expect(it.main.callsOf('flow.cancel')).toEqual([{ flowId: 'flow-late', keepAccount: true }]),
    );
  });

  it('waits for the answer to a question, and calls it failed where somebody else signed in', async () => {
    const it = await setUp(everyone);
    const question = {
      kind: 'subject_differs',
      before: 'wei',
      after: 'mara',
      newAccountId: 'account-new1',
    } as const;
    it.walk.start(all);
    await it.waitFor('flow-a');
    it.change('a', { status: 'done', question });
    expect(it.begun()).toEqual(['a']);
    it.change('a', { question: null });
    await it.waitFor('flow-b');
    it.change('b', { status: 'done', question });
    it.walk.leaveQuestion('flow-a');
    expect(it.begun()).toEqual(['a', 'b']);
    it.walk.leaveQuestion('flow-b');
    await it.waitFor('flow-c');
    expect(it.outcomes()).toEqual(['a failed', 'b failed']);
  });
});
