/** Makes the keychain calls in a process of their own, so that neither a crash nor a hang takes the app down (K-02). */
import { AppError, asAppError } from '../app-error.ts';
import type { Clock, Logger } from '../ports.ts';
import type { KeychainCalls } from './keychain-calls.ts';
import type { HostLauncher, HostOperation } from './keychain-host-protocol.ts';
import { type HostReply, type HostRun, startHostRun } from './keychain-host-run.ts';
import { createStartBudget } from './start-budget.ts';

export type KeychainProcess = KeychainCalls & {
  /** A person wants another try: what hangs is broken off, unless somebody may still be typing, and one start is free. */
  readonly tryAfresh: (how: { readonly stuck: boolean }) => void;
};

type ProcessOptions = {
  readonly launch: HostLauncher;
  /** The name under which the items are kept. */
  readonly service: string;
  readonly clock: Clock;
  readonly logger: Logger;
};

type Value = string | boolean | null;

/** What a reply means for the caller; the second crash in a row is one too many. */
function valueFrom(reply: HostReply): Value {
  if (reply === 'ended') throw new AppError('keychain_timed_out');
  if (reply === 'crashed') throw new AppError('keychain_unavailable');
  if (reply.ok) return reply.value;
  throw new AppError(reply.error === 'unloadable' ? 'keychain_unavailable' : 'keychain_denied');
}

/** Runs one host at a time: the next starts with the next call, and not before the last one is gone. */
function createHosts({ launch, clock, logger }: Omit<ProcessOptions, 'service'>) {
  const budget = createStartBudget(clock);
  let run: HostRun | null = null;
  const start = (): HostRun => {
    if (!budget.take()) throw new AppError('keychain_unavailable');
    try {
      return startHostRun({
        launch,
        clock,
        onGone: ({ code, wasEnded }) => {
          if (wasEnded) logger.info('keychain.host_ended', { code });
          else logger.error('keychain.host_crashed', { code });
        },
      });
    } catch (thrown) {
      throw new AppError('keychain_unavailable', {}, thrown);
    }
  };
  return {
    current: () => run,
    ready: async (): Promise<HostRun> => {
      while (run?.isOver()) {
        const ended: HostRun = run;
        await ended.gone;
        if (run === ended) run = null;
      }
      run ??= start();
      return run;
    },
    grantOne: budget.grantOne,
  };
}

/**
 * Calls that reject with AppError: `keychain_timed_out` when one was broken off and its outcome is unknown,
 * `keychain_unavailable` when there is no process to make it, `keychain_denied` when the keychain refused. A crash is
 * made good once by asking again. An item whose write or removal has an unknown outcome is read before anything else is
 * written, so that what was still on its way has landed by then.
 */
export function createKeychainProcess(options: ProcessOptions): KeychainProcess {
  const { service } = options;
  const hosts = createHosts(options);
  const unsettled = new Set<string>();

  const ask = async (operation: HostOperation, item = '', text = ''): Promise<HostReply> =>
    (await hosts.ready()).ask({ operation, service, item, text });
  const askTwice = async (operation: HostOperation, item?: string): Promise<Value> => {
    const reply = await ask(operation, item);
    return valueFrom(reply === 'crashed' ? await ask(operation, item) : reply);
  };
  const readBack = async (): Promise<void> => {
    for (const item of [...unsettled]) {
      await askTwice('read', item);
      unsettled.delete(item);
    }
  };
  const change = async (operation: 'write' | 'erase', item: string, text = ''): Promise<Value> => {
    await readBack();
    unsettled.add(item);
    let reply = await ask(operation, item, text);
    if (reply === 'crashed') {
      await readBack();
      unsettled.add(item);
      reply = await ask(operation, item, text);
    }
    if (typeof reply === 'object') unsettled.delete(item);
    return valueFrom(reply);
  };
  const read = async (item: string): Promise<string | null> => {
    const value = await askTwice('read', item);
    unsettled.delete(item);
    return typeof value === 'string' ? value : null;
  };
  return {
    async load() {
      if (hosts.current()?.wasAnswered()) return true;
      try {
        await askTwice('load');
        return true;
      } catch (thrown) {
        if (asAppError(thrown).code === 'keychain_timed_out') throw thrown;
        return false;
      }
    },
    read,
    write: async (item, text) => void (await change('write', item, text)),
    erase: async (item) => (await change('erase', item)) === true,
    async renew() {
      const run = hosts.current();
      if (run === null || run.isOver() || !run.wasAnswered()) return false;
      run.end();
      await run.gone;
      return true;
    },
    tryAfresh({ stuck }) {
      hosts.grantOne();
      if (stuck) hosts.current()?.endIfHung();
    },
  };
}
