/** Audit lines that the disk did not take, in order, until it takes them; what had to be given up is said first (requirement D-02). */
import { type AuditFacts, nothingAsked } from '../../shared/audit.ts';
import { type AuditGap, gapLabel } from '../../shared/audit-gap.ts';
import type { Clock, UnwrittenLines } from '../ports.ts';

/** What is to be written, with the moment at which it happened (epoch ms). */
export type WaitingLine = {
  readonly facts: AuditFacts;
  readonly at: number;
  readonly durable: boolean;
};

/** Some months of an account's life; beyond it the oldest are given up. */
const largestRing = 1_000;
const retryMs = 10_000;

export type AuditRing = {
  /** True from a refusal until everything that had to wait is written. */
  readonly wasRefused: () => boolean;
  /** Puts a line behind the others. */
  readonly add: (line: WaitingLine) => void;
  /**
   * Writes what waits, oldest first, as far as `last` where that is given; at the first refusal it rejects, and so it
   * does where `last` was given up.
   */
  readonly drain: (write: Write, last?: WaitingLine) => Promise<void>;
  /** What an earlier run left; `findLost` says how much of it is missing, and is asked again after a refusal. */
  readonly recall: (earlier: UnwrittenLines, findLost: () => Promise<number>) => void;
  /** What the disk has not taken since it refused, and what it has not been told of; `lastSeq`: the log's last line. */
  readonly unwritten: (lastSeq: number) => UnwrittenLines | null;
};

/** Stands in the place of the lines that are missing, at the time of the last of them. */
export function lineAbout(gap: AuditGap): WaitingLine {
  const facts = {
    ...nothingAsked,
    event: 'lines_lost',
    accountId: '',
    label: gapLabel(gap),
    issuer: '',
    outcome: 'failed',
    code: 'disk_unwritable',
  } as const;
  return { facts, at: gap.to, durable: true };
}

type Write = (line: WaitingLine) => Promise<void>;

/** Either may not be there; a clock that was set back makes none end before it began. */
export function joinGaps(one: AuditGap | null, other: AuditGap | null): AuditGap | null {
  if (one === null || other === null) return one ?? other;
  return {
    count: one.count + other.count,
    from: Math.min(one.from, other.from),
    to: Math.max(one.to, other.to),
  };
}

const gapOf = ({ at }: WaitingLine): AuditGap => ({ count: 1, from: at, to: at });

type Earlier = { readonly lines: UnwrittenLines; readonly findLost: () => Promise<number> };

/** What was given up, in this run and the one before, and is not said in the log yet. */
function createGap() {
  let gap: AuditGap | null = null;
  let earlier: Earlier | null = null;
  /** Asked anew each time: until the line about them is written, another start has to be able to count them again. */
  const lostEarlier = async (): Promise<AuditGap | null> => {
    if (earlier === null) return null;
    const { from, to } = earlier.lines;
    const count = await earlier.findLost();
    return count === 0 ? null : { count, from, to };
  };
  return {
    add(line: WaitingLine): void {
      gap = joinGaps(gap, gapOf(line));
    },
    recall(next: Earlier): void {
      earlier = next;
    },
    held: (): AuditGap | null => joinGaps(earlier?.lines ?? null, gap),
    /** While it is not known what of the earlier lines is there, the place to look behind is theirs. */
    after: (lastSeq: number): number => earlier?.lines.after ?? lastSeq,
    /** More may be given up while it writes, which is another gap then. */
    async write(write: Write): Promise<void> {
      const lost = await lostEarlier();
      const given = gap;
      const told = joinGaps(lost, given);
      gap = null;
      try {
        if (told !== null) await write(lineAbout(told));
      } catch (thrown) {
        gap = joinGaps(given, gap);
        throw thrown;
      }
      earlier = null;
    },
  };
}

/** `tryAgain` is called from time to time after a refusal, until nothing waits. */
export function createAuditRing(clock: Clock, tryAgain: () => void): AuditRing {
  const waiting: WaitingLine[] = [];
  /** Why the disk did not take them. */
  const givenUp = new WeakMap<WaitingLine, unknown>();
  const gap = createGap();
  let refusal: { readonly thrown: unknown } | null = null;
  let armed = false;
  const tryLater = (): void => {
    if (armed) return;
    armed = true;
    clock.after(retryMs, () => {
      armed = false;
      if (waiting.length > 0 || gap.held() !== null) tryAgain();
    });
  };
  /** Lines that only wait for their turn at a disk that takes them are never given up, however many they are. */
  const keepToSize = (): void => {
    while (refusal !== null && waiting.length > largestRing) {
      const oldest = waiting.shift();
      if (oldest === undefined) return;
      givenUp.set(oldest, refusal.thrown);
      gap.add(oldest);
    }
  };
  /** Out of the ring while it is written, so that nobody gives it up meanwhile. */
  const writeOldest = async (write: Write): Promise<void> => {
    const line = waiting.shift();
    if (line === undefined) return;
    try {
      await write(line);
    } catch (thrown) {
      waiting.unshift(line);
      throw thrown;
    }
  };
  return {
    wasRefused: () => refusal !== null,
    add(line) {
      waiting.push(line);
      keepToSize();
    },
    async drain(write, last = waiting.at(-1)) {
      try {
        await gap.write(write);
        while (last !== undefined && waiting.includes(last)) {
          await gap.write(write);
          await writeOldest(write);
        }
      } catch (thrown) {
        refusal = { thrown };
        keepToSize();
        tryLater();
        throw thrown;
      }
      // The disk may take lines again, but this one is not among them.
      if (last !== undefined && givenUp.has(last)) throw givenUp.get(last);
      refusal = null;
    },
    recall: (lines, findLost) => gap.recall({ lines, findLost }),
    unwritten(lastSeq) {
      const refused = refusal === null ? [] : waiting;
      const all = refused.map(gapOf).reduce(joinGaps, gap.held());
      return all === null ? null : { ...all, after: gap.after(lastSeq) };
    },
  };
}
