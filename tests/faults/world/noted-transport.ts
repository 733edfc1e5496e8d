/** Notes every exchange of one process with the server, and sends it where requests go now. */
import type { Transport } from '../../../electron/ports.ts';
import type { AppProcess } from './app-process.ts';
import { countFault } from './ledger.ts';
import type { Outside } from './outside.ts';
import { createWatchedTransport } from './watched-transport.ts';

export function createNotedTransport(outside: Outside, process: AppProcess): Transport {
  const { ledger, conditions, server, deadPort } = outside;
  const change = (accountId: string, by: number): number => {
    const now = (ledger.underWay.get(accountId) ?? 0) + by;
    ledger.underWay.set(accountId, now);
    return now;
  };
  return createWatchedTransport(
    {
      open: outside.open,
      nextExchange: outside.nextExchange,
      onBegin: (exchange, body) => {
        const refreshToken = new URLSearchParams(body ?? '').get('refresh_token') ?? '';
        const family = server.familyOf(refreshToken);
        if (conditions.networkDown) countFault(ledger, 'network down');
        if (family === undefined) return;
        const { accountId } = family;
        const left = !conditions.networkDown;
        ledger.exchanges.set(exchange, {
          accountId,
          refreshToken,
          left,
          received: false,
          before: null,
          diedInWindow: false,
        });
        if (change(accountId, 1) > 1) ledger.broken.push(`two requests at once: ${accountId}`);
      },
      onReceived: (exchange, text) => {
        const known = ledger.exchanges.get(exchange);
        if (known === undefined) return;
        const family = server.familyOf(known.refreshToken);
        const sent = family?.presentations.find((it) => it.exchange === exchange);
        if (sent !== undefined && sent.body !== text) return;
        known.received = true;
        if (!sent?.given) return;
        known.before = ledger.newest.get(known.accountId) ?? null;
        ledger.newest.set(known.accountId, sent.given);
      },
      onEnd: (exchange) => {
        const known = ledger.exchanges.get(exchange);
        if (known !== undefined) change(known.accountId, -1);
      },
      route: (url) => {
        if (!conditions.networkDown) return url;
        const nowhere = new URL(url);
        nowhere.port = String(deadPort);
        return nowhere;
      },
    },
    process,
  );
}
