// Proves in the real window what the unit tests prove of the parts of the lockdown, each with a control that can fail.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launchApp, type RunningApp } from '../fixtures/launch-app.ts';

test.describe('the locked window', () => {
  let running: RunningApp;
  let app: ElectronApplication;
  let page: Page;
  let server: Server;
  let origin: string;
  const hits: string[] = [];

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(`${request.method} ${request.url}`);
      response.setHeader('access-control-allow-origin', '*').end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    running = await launchApp();
    app = running.app;
    page = running.window;
    await expect(page.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
  });

  test.afterAll(async () => {
    await running.close();
    await new Promise((resolve) => server.close(resolve));
  });

  test('E-18 is served from a secure origin of its own', async () => {
    const seen = await page.evaluate(() => ({ origin: location.origin, secure: isSecureContext }));
    expect(seen).toEqual({ origin: 'app://tokenward', secure: true });
    await expect(page).toHaveTitle('Tokenward');
  });

  test('E-02 has nothing of Node, in the page and in a frame', async () => {
    const types = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const scopes = [window, frame.contentWindow] as unknown as Record<string, unknown>[];
      const names = ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron'];
      const found = scopes.map((scope) =>
        names.filter((name) => typeof scope[name] !== 'undefined'),
      );
      frame.remove();
      return found;
    });
    expect(types).toEqual([[], []]);
  });

  test('E-05 grants no permission', async () => {
    const answers = await page.evaluate(async () => {
      const name = (error: unknown) => (error instanceof Error ? error.name : String(error));
      const refused = async (attempt: () => Promise<unknown>) =>
        attempt().then(() => 'granted', name);
      return {
        capture: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
        clipboard: await refused(() => navigator.clipboard.readText()),
        geolocation: await new Promise<string>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            (error) => resolve(`code ${error.code}`),
          );
        }),
        notifications: await Notification.requestPermission(),
        camera: (await navigator.permissions.query({ name: 'camera' })).state,
      };
    });
    expect(answers).toEqual({
      capture: 'NotAllowedError',
      clipboard: 'NotAllowedError',
      geolocation: 'code 1',
      notifications: 'denied',
      camera: 'denied',
    });
  });

  test('E-07 runs no script that is not its own', async () => {
    const results = await page.evaluate(async () => {
      const attempt = (run: () => void) => {
        try {
          run();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : String(error);
        }
      };
      const element = document.createElement('div');
      return {
        markup: attempt(() => {
          element.innerHTML = '<b>x</b>';
        }),
        inline: attempt(() => {
          const script = document.createElement('script');
          script.text = 'window.ran = true';
          document.head.append(script);
        }),
        handler: attempt(() => element.setAttribute('onclick', 'window.ran = true')),
        // Later, because the driver lifts the ban on eval for as long as its own script runs.
        code: await new Promise<string>((resolve) => {
          setTimeout(() => resolve(attempt(() => void new Function('return 1')())), 20);
        }),
        ran: 'ran' in window,
      };
    });
    expect(results.markup).toBe('TypeError');
    expect(results.code).toBe('EvalError');
    expect(results.inline).toBe('TypeError');
    expect(results.handler).toBe('TypeError');
    expect(results.ran).toBe(false);
  });

  test('E-01 reaches no server, whichever way it tries', async () => {
    const answers = await page.evaluate(async (base) => {
      const append = (tag: string, attributes: Record<string, string>) => {
        const element = document.createElement(tag);
        try {
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        } catch {
          // Trusted types refuse some of the attributes already here.
        }
        document.body.append(element);
      };
      append('img', { src: `${base}/img` });
      append('video', { src: `${base}/video` });
      append('iframe', { src: `${base}/iframe` });
      append('object', { data: `${base}/object` });
      append('link', { rel: 'stylesheet', href: `${base}/style` });
      append('link', { rel: 'prefetch', href: `${base}/prefetch` });
      append('link', { rel: 'preconnect', href: base });
      const form = document.createElement('form');
      form.action = `${base}/form`;
      document.body.append(form);
      form.submit();
      const refused = (run: () => unknown) => {
        try {
          return Promise.resolve(run()).then(String, () => 'refused');
        } catch {
          return Promise.resolve('refused');
        }
      };
      return Promise.all([
        refused(() => fetch(`${base}/fetch`)),
        refused(() => import(/* @vite-ignore */ `${base}/import.js`)),
        refused(
          () =>
            new Promise((_resolve, reject) => {
              new WebSocket(base.replace('http', 'ws')).onerror = reject;
            }),
        ),
        refused(() => (navigator.sendBeacon(`${base}/beacon`) ? Promise.reject() : 'not sent')),
      ]);
    }, origin);
    expect(answers.filter((answer) => answer !== 'refused' && answer !== 'not sent')).toEqual([]);
    expect(hits).toEqual([]);
    await (await fetch(`${origin}/control`)).text();
    expect(hits.splice(0)).toEqual(['GET /control']);
    await page.reload();
  });

  test('E-01 has no network in its session even without the policy', async () => {
    const outcome = await app.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'reached',
          (error: Error) => error.message,
        ),
      `${origin}/session`,
    );
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
    const control = await app.evaluate(
      ({ session }, url) =>
        session
          .fromPartition('control')
          .fetch(url)
          .then((response) => response.text()),
      `${origin}/control`,
    );
    expect(control).toBe('ok');
    expect(hits.splice(0)).toEqual(['GET /control']);
  });

  test('E-01 gathers no WebRTC candidate, which a content security policy would not stop', async () => {
    expect(await countCandidates(page)).toBe(0);
    const setPolicy = (policy: 'default' | 'disable_non_proxied_udp') =>
      app.evaluate(({ BrowserWindow }, value) => {
        BrowserWindow.getAllWindows()[0]?.webContents.setWebRTCIPHandlingPolicy(value);
      }, policy);
    await setPolicy('default');
    expect(await countCandidates(page)).toBeGreaterThan(0);
    await setPolicy('disable_non_proxied_udp');
  });

  test('E-13 stays where it is, and may reload itself', async () => {
    const targets = [
      `${origin}/page`,
      'https://issuer.example/',
      'file:///etc/passwd',
      'data:text/html,<p>',
      'app://tokenward.evil.example/',
      'app://x.evil/',
    ];
    for (const target of targets) {
      const before = await readTimeOrigin(page);
      await page.evaluate((href) => {
        const link = document.createElement('a');
        link.href = href;
        document.body.append(link);
        link.click();
        location.assign(href);
      }, target);
      await settle(page);
      expect(page.url(), target).toBe('app://tokenward/index.html');
      expect(await readTimeOrigin(page), target).toBe(before);
    }
    const before = await readTimeOrigin(page);
    const loaded = page.waitForEvent('load');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    await loaded;
    expect(await readTimeOrigin(page)).not.toBe(before);
    expect(hits).toEqual([]);
  });

  test('E-14 opens no other window', async () => {
    const opened = await page.evaluate((base) => {
      const link = document.createElement('a');
      link.href = `${base}/blank`;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      return [`${base}/open`, 'app://tokenward/index.html', ''].map((url) => window.open(url));
    }, origin);
    expect(opened).toEqual([null, null, null]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(hits).toEqual([]);
  });

  test('E-18 gives out no file beside the bundle', async () => {
    const statuses = await app.evaluate(
      ({ net }, urls) => Promise.all(urls.map(async (url) => (await net.fetch(url)).status)),
      [
        'app://tokenward/index.html',
        'app://tokenward/../main.cjs',
        'app://tokenward/..%2fmain.cjs',
        'app://tokenward/%2e%2e/%2e%2e/package.json',
        'app://tokenward//etc/passwd',
        'app://elsewhere/index.html',
      ],
    );
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404]);
  });

  test('E-04 runs in the sandbox', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      // Not in the type definitions, and present in every version: what the page really runs with.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  });

  test('E-07 loads and answers without one word in the console', async () => {
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    await page.reload();
    await page.getByRole('button', { name: 'Add account' }).first().click();
    await settle(page);
    expect(messages).toEqual([]);
    await page.evaluate((url) => fetch(url).catch(() => undefined), `${origin}/fetch`);
    await expect.poll(() => messages.join()).toContain('Content Security Policy');
  });
});

const readTimeOrigin = (page: Page) => page.evaluate(() => performance.timeOrigin);

/** Gives what must not happen the time in which it would. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(150);
}

/** How many ICE candidates a new connection gathers until it says that it has all of them. */
function countCandidates(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const connection = new RTCPeerConnection();
    connection.createDataChannel('probe');
    let count = 0;
    const complete = new Promise<void>((resolve) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate === null) resolve();
        else if (candidate.candidate !== '') count += 1;
      };
    });
    await connection.setLocalDescription(await connection.createOffer());
    await complete;
    connection.close();
    return count;
  });
}
