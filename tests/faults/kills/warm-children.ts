/** Keeps processes of one program started and waiting for their order, so that killing one costs no start of another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type WarmChild = {
  readonly process: ChildProcess;
  /** Everything that it wrote so far, by line. */
  readonly lines: readonly string[];
  /** Sends the next order, one line of JSON. */
  readonly order: (order: unknown) => void;
  /** Resolves with the next line that it writes, or null when it ended without one. */
  readonly nextLine: () => Promise<string | null>;
  /** How it ended. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
};

export type WarmChildren = {
  readonly take: () => WarmChild;
  /** Ends those that nobody took. */
  readonly close: () => Promise<void>;
};

function startChild(program: string): WarmChild {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting: ((line: string | null) => void)[] = [];
  let taken = 0;
  let over = false;
  const serve = (): void => {
    while (waiting.length > 0 && (taken < lines.length || over)) {
      waiting.shift()?.(lines[taken] ?? null);
      taken += 1;
    }
  };
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    serve();
  });
  reader.on('close', () => {
    over = true;
    serve();
  });
  // Whoever is killed while it is told something does not hear it.
  child.stdin.on('error', () => undefined);
  return {
    process: child,
    lines,
    order: (order) => void child.stdin.write(`${JSON.stringify(order)}\n`),
    nextLine: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        serve();
      }),
    ended: once(child, 'close').then(([code, signal]) => signal ?? code),
  };
}

export function keepChildrenWarm(program: string, ahead = 2): WarmChildren {
  const warm = Array.from({ length: ahead }, () => startChild(program));
  return {
    take: () => {
      warm.push(startChild(program));
      return warm.shift() ?? startChild(program);
    },
    close: async () => {
      for (const { process: child } of warm) child.kill('SIGKILL');
      await Promise.all(warm.map(({ ended }) => ended));
    },
  };
}
