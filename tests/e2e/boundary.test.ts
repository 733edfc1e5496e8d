// Proves the boundary in the running app: what the page is given, and who else may speak to main (E-03, E-17, E-20).
import { expect, test } from '@playwright/test';
import { eventNames, requestNames } from '../../shared/contract-names.ts';
import { launchApp, type RunningApp } from '../fixtures/launch-app.ts';

let running: RunningApp;
test.beforeAll(async () => {
  running = await launchApp();
  await expect(running.window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
});
test.afterAll(() => running.close());

test('E-20 the page is given named functions that it cannot change, and nothing of Electron', async () => {
  const seen = await running.window.evaluate(() => {
    const { tokenward } = window as unknown as { tokenward: Record<string, object> };
    const refuses = (change: () => void): boolean => {
      const before = JSON.stringify(Object.keys(tokenward.request ?? {}));
      try {
        change();
      } catch {
        // In strict code a frozen object throws.
      }
      const { tokenward: after } = window as unknown as { tokenward: Record<string, object> };
      return after === tokenward && JSON.stringify(Object.keys(after.request ?? {})) === before;
    };
    return {
      keys: Object.keys(tokenward).sort(),
      requests: Object.keys(tokenward.request ?? {}).sort(),
      events: Object.keys(tokenward.on ?? {}).sort(),
      kinds: [
        ...new Set(
          Object.values(tokenward)
            .flatMap(Object.values)
            .map((it) => typeof it),
        ),
      ],
      keepsItself: refuses(() => {
        (window as unknown as Record<string, unknown>).tokenward = {};
      }),
      keepsRequests: refuses(() => {
        Object.assign(tokenward.request ?? {}, { stolen: () => undefined });
      }),
    };
  });
  expect(seen).toEqual({
    keys: ['on', 'request'],
    requests: [...requestNames].sort(),
    events: [...eventNames].sort(),
    kinds: ['function'],
    keepsItself: true,
    keepsRequests: true,
  });
});

test('E-20 a listener gets the message alone, without the event that could answer it', async () => {
  const heard = running.window.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        const { tokenward } = window as unknown as {
          tokenward: { on: Record<string, (listener: (...all: unknown[]) => void) => void> };
        };
        tokenward.on['menu.chosen']?.((...all) => resolve(all));
      }),
  );
  // The page listens once its script has run; a menu command that comes before is simply not heard.
  await running.window.evaluate(() => undefined);
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('menu.chosen', 'find');
  });
  expect(await heard).toEqual(['find']);
});

test('E-03 what the page does to its own globals does not reach the bridge', async () => {
  const answer = await running.window.evaluate(async () => {
    const { tokenward } = window as unknown as {
      tokenward: { request: Record<string, (params: object) => Promise<{ ok: boolean }>> };
    };
    let seen = 0;
    const spy = (): never => {
      seen += 1;
      throw new Error('poisoned');
    };
    const { map } = Array.prototype;
    const { fromEntries } = Object;
    Array.prototype.map = spy;
    Object.fromEntries = spy;
    try {
      return { ok: (await tokenward.request['snapshot.read']?.({}))?.ok, seen };
    } finally {
      Array.prototype.map = map;
      Object.fromEntries = fromEntries;
    }
  });
  expect(answer).toEqual({ ok: true, seen: 0 });
  const leaked = await running.window.evaluate(() =>
    ['ipcRenderer', 'contextBridge', 'require', 'ask', 'listen'].filter((it) => it in window),
  );
  expect(leaked).toEqual([]);
});

test('E-17 a window that main did not make is answered by nobody, even on our own page', async () => {
  const ask = `tokenward.request['snapshot.read']({})`;
  const answers = await running.app.evaluate(async ({ app, BrowserWindow }, code) => {
    const [ours] = BrowserWindow.getAllWindows();
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${app.getAppPath()}/dist/preload.cjs`, sandbox: true },
    });
    await stranger.loadURL('app://tokenward/index.html');
    const theirs: unknown = await stranger.webContents.executeJavaScript(code);
    stranger.destroy();
    const own: unknown = await ours?.webContents.executeJavaScript(code);
    return { theirs, own };
  }, ask);
  expect(answers.theirs).toEqual({ ok: false, error: { code: 'untrusted_sender', details: {} } });
  expect(answers.own).toMatchObject({ ok: true });
});

test('E-17 unknown requests and unknown keys change nothing', async () => {
  const answers = await running.window.evaluate(async () => {
    const { tokenward } = window as unknown as {
      tokenward: {
        request: Record<string, (params: unknown) => Promise<{ error?: { code: string } }>>;
      };
    };
    const odd = [undefined, null, 7, 'x', [], { accountId: 'x' }, { extra: 1 }];
    const all = odd.map((params) => tokenward.request['account.remove']?.(params));
    return (await Promise.all(all)).map((it) => it?.error?.code);
  });
  expect(new Set(answers)).toEqual(new Set(['invalid_params']));
});
