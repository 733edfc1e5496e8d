/** One life of the keychain process, from its start to its end, with the calls that are in flight in it (K-02). */
import type { Clock } from '../ports.ts';
import type {
  HostAnswer,
  HostLauncher,
  HostOperation,
  HostRequest,
} from './keychain-host-protocol.ts';

/** A call may wait for a person for as long as they like, but the process itself has to answer meanwhile. */
const longMs = 60_000;
const pongMs = 5_000;
/** Somebody pressed a button and looks at the screen. */
const hastyPongMs = 1_000;
const gentleMs = 2_000;

/** `crashed`: it ended by itself; `ended`: by us. Whether the call took effect is unknown in both cases. */
export type HostReply = HostAnswer | 'crashed' | 'ended';

export type HostRun = {
  readonly ask: (request: Omit<HostRequest, 'id'>) => Promise<HostReply>;
  /** True once the keychain itself answered anything at all. */
  readonly wasAnswered: () => boolean;
  /** True as soon as nothing may be asked of it any more. */
  readonly isOver: () => boolean;
  /** A person wants another try: ends it where it does not answer, or where a call has taken over a minute. */
  readonly endIfHung: () => void;
  /** Ends it, by force where it does not go within two seconds. */
  readonly end: () => void;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
};

type Options = {
  readonly launch: HostLauncher;
  readonly clock: Clock;
  readonly onGone: (facts: { readonly code: number | null; readonly wasEnded: boolean }) => void;
};

const touchesKeychain = (operation: HostOperation): boolean =>
  operation !== 'ping' && operation !== 'load';

/** Starts the process; throws where the system refuses at once. */
export function startHostRun({ launch, clock, onGone }: Options): HostRun {
  const port = launch();
  const waiting = new Map<number, (reply: HostReply) => void>();
  let lastId = 0;
  let busySince = 0;
  let answered = false;
  let ending = false;
  let over = false;
  let cancelCheck = (): void => undefined;
  let cancelKill = (): void => undefined;

  const ask = (request: Omit<HostRequest, 'id'>): Promise<HostReply> =>
    new Promise((resolve) => {
      if (over) return resolve('ended');
      lastId += 1;
      const id = lastId;
      waiting.set(id, (reply) => {
        waiting.delete(id);
        if (waiting.size === 0) cancelCheck();
        if (typeof reply === 'object' && reply.ok && touchesKeychain(request.operation)) {
          answered = true;
        }
        resolve(reply);
      });
      if (waiting.size === 1) {
        busySince = clock.now().monotonic;
        watch();
      }
      port.send({ ...request, id });
    });
  const end = (): void => {
    if (ending || over) return;
    ending = true;
    cancelCheck();
    port.terminate();
    cancelKill = clock.after(gentleMs, port.kill);
  };
  const check = (patienceMs: number): void => {
    cancelCheck();
    cancelCheck = clock.after(patienceMs, end);
    void ask({ operation: 'ping', service: '', item: '', text: '' }).then((reply) => {
      if (typeof reply === 'object' && waiting.size > 0) watch();
    });
  };
  const watch = (): void => {
    if (ending) return;
    cancelCheck();
    cancelCheck = clock.after(longMs, () => check(pongMs));
  };
  const endIfHung = (): void => {
    if (waiting.size === 0) return;
    if (clock.now().monotonic - busySince >= longMs) end();
    else if (!ending) check(hastyPongMs);
  };
  port.onAnswer((answer) => waiting.get(answer.id)?.(answer));
  const gone = new Promise<void>((resolve) => {
    port.onExit((code) => {
      over = true;
      cancelCheck();
      cancelKill();
      for (const settle of [...waiting.values()]) settle(ending ? 'ended' : 'crashed');
      onGone({ code, wasEnded: ending });
      resolve();
    });
  });
  return { ask, wasAnswered: () => answered, isOver: () => ending || over, endIfHung, end, gone };
}
