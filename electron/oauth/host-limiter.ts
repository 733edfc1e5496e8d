/** Lets at most six requests at a time through to one host, the number Chromium opens connections for (HTTP/1.1). */
import type { Transport } from '../ports.ts';

const requestsPerHost = 6;

/** Resolves when there is room; the function it resolves to gives the place back and may be called once. */
export type HostLimiter = (origin: string) => Promise<() => void>;

export function createHostLimiter(limit: number): HostLimiter {
  const running = new Map<string, number>();
  const waiting = new Map<string, Array<() => void>>();

  const leave = (origin: string): void => {
    const next = waiting.get(origin)?.shift();
    if (next !== undefined) {
      next();
      return;
    }
    waiting.delete(origin);
    const left = (running.get(origin) ?? 1) - 1;
    if (left === 0) running.delete(origin);
    else running.set(origin, left);
  };

  return (origin) =>
    new Promise((resolve) => {
      const enter = (): void => resolve(() => leave(origin));
      const now = running.get(origin) ?? 0;
      if (now < limit) {
        running.set(origin, now + 1);
        enter();
      } else {
        waiting.set(origin, [...(waiting.get(origin) ?? []), enter]);
      }
    });
}

const limiters = new WeakMap<Transport, HostLimiter>();

/** The limiter of a transport: its connections are what is scarce, so the count is kept with it. */
export function hostLimiterOf(transport: Transport): HostLimiter {
  const known = limiters.get(transport);
  if (known !== undefined) return known;
  const created = createHostLimiter(requestsPerHost);
  limiters.set(transport, created);
  return created;
}
