/** Many callers ask for one account at once, in every order that a scheduler thinks of: one request leaves (P-04). */
import fc from 'fast-check';
import type { Transport } from '../../../electron/ports.ts';
import { createFakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import { createFakeTokenJournal } from '../../fixtures/fake-token-journal.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

export type ScheduleFigures = {
  readonly schedules: number;
  readonly callers: number;
  /** The most and the fewest requests that one schedule led to. */
  readonly most: number;
  readonly fewest: number;
  readonly failure: string | null;
};

const accountId = 'acct_shared';

type Counted = { requests: number };

/** Answers when the schedule says so, but not before everybody has asked: then they asked at once. */
function scheduledServer(
  s: fc.Scheduler,
  everybodyAsked: Promise<unknown>,
  counted: Counted,
): Transport {
  return async () => {
    counted.requests += 1;
    const n = counted.requests;
    await everybodyAsked;
    await s.schedule(Promise.resolve());
    return Response.json({
      access_token: `access-${n}`,
      refresh_token: `refresh-${n}`,
      token_type: 'Bearer',
      expires_in: 3600,
    });
  };
}

function scheduledApp(s: fc.Scheduler, transport: Transport) {
  const held = holdAccount(accountId, {}, { expiresAt: testStart - 1 });
  const secrets = createFakeSecretStore();
  const journal = createFakeTokenJournal();
  const test = createTestApp([held], {
    transport,
    secrets: {
      ...secrets,
      get: async (item) => {
        await s.schedule(Promise.resolve());
        return secrets.get(item);
      },
    },
    journal: {
      ...journal,
      append: async (entry) => {
        await s.schedule(Promise.resolve());
        await journal.append(entry);
      },
    },
  });
  for (const [item, text] of test.secrets.items) secrets.items.set(item, text);
  return test;
}

async function runSchedule(s: fc.Scheduler, callers: number): Promise<number> {
  const counted: Counted = { requests: 0 };
  let allAsked: () => void = () => undefined;
  const everybodyAsked = new Promise<void>((resolve) => {
    allAsked = resolve;
  });
  const { ask } = scheduledApp(s, scheduledServer(s, everybodyAsked, counted));
  let asked = 0;
  const calls = Array.from({ length: callers }, async (_, n) => {
    await s.schedule(Promise.resolve());
    asked += 1;
    if (asked === callers) allAsked();
    if (n % 3 === 0) return ask('account.refresh', { accountId });
    if (n % 3 === 1) return ask('account.refresh_all', {});
    return ask('account.copy', { accountId, form: 'token' });
  });
  const results = await s.waitFor(Promise.all(calls));
  const refused = results.find((it) => !it.ok);
  if (refused !== undefined) throw new Error(`a caller was refused: ${JSON.stringify(refused)}`);
  return counted.requests;
}

export async function runSchedules(options: {
  readonly schedules: number;
  readonly callers: number;
  readonly seed: number;
}): Promise<ScheduleFigures> {
  const { schedules, callers, seed } = options;
  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(fc.scheduler(), async (s) => {
    const requests = await runSchedule(s, callers);
    most = Math.max(most, requests);
    fewest = Math.min(fewest, requests);
    if (requests !== 1) throw new Error(`${requests} requests for ${callers} callers`);
  });
  const { failed, errorInstance } = await fc.check(property, {
    numRuns: schedules,
    seed,
    endOnFailure: true,
  });
  const failure = failed ? String(errorInstance) : null;
  return { schedules, callers, most, fewest, failure };
}
