/** Spreads what the scheduler begins: per issuer two at once, one a second, and a random start after a wake-up. */
import type { Now } from '../../shared/expiry.ts';

export type StartGate = {
  /** Milliseconds until this one could begin as far as its issuer goes; a full issuer opens when one is done. */
  readonly startsInMs: (plan: Waiting, now: Now) => number;
  readonly enter: (issuer: string) => void;
  readonly leave: (issuer: string) => void;
  /** Nothing begins at the issuer for a random time, shorter the more wait there, unless it is held already. */
  readonly hold: (crowd: Crowd, now: Now) => void;
};

type Waiting = { readonly issuer: string; readonly dueMs: number };
/** How many accounts of one issuer wait to begin at once. */
type Crowd = { readonly issuer: string; readonly waiting: number };
type GateDeps = {
  readonly clock: { readonly now: () => Now };
  readonly random: () => number;
};

const atOnce = 2;
const spacingMs = 1_000;
const longestHoldMs = 30_000;
/** A hundred accounts of one issuer are through in two minutes, with time to notice the network and to answer (P-12). */
const lastStartsInMs = 110_000;
/** How long a full issuer is left alone before it is looked at again; its next answer comes sooner. */
const fullMs = 5_000;

export function createStartGate({ clock, random }: GateDeps): StartGate {
  const running = new Map<string, number>();
  /** On the monotonic clock: only how far apart requests are counts here. */
  const opensAt = new Map<string, number>();
  const untilOpen = (issuer: string, now: Now): number =>
    Math.max(0, (opensAt.get(issuer) ?? 0) - now.monotonic);
  return {
    startsInMs: ({ issuer, dueMs }, now) => {
      const isFull = (running.get(issuer) ?? 0) >= atOnce;
      return Math.max(dueMs, untilOpen(issuer, now), isFull ? fullMs : 0);
    },
    enter: (issuer) => {
      running.set(issuer, (running.get(issuer) ?? 0) + 1);
      opensAt.set(issuer, clock.now().monotonic + spacingMs);
    },
    leave: (issuer) => {
      running.set(issuer, Math.max(0, (running.get(issuer) ?? 0) - 1));
    },
    hold: ({ issuer, waiting }, now) => {
      if (untilOpen(issuer, now) > 0) return;
      const roomMs = Math.max(0, lastStartsInMs - waiting * spacingMs);
      opensAt.set(issuer, now.monotonic + random() * Math.min(longestHoldMs, roomMs));
    },
  };
}
