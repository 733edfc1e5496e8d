/** Starts the keychain process as a utility process of Electron, which ends it together with the app (K-02). */
import type { UtilityProcess, utilityProcess } from 'electron';
import { keychainHostEnvironment } from './keychain-host-environment.ts';
import type { HostAnswer, HostLauncher, HostPort } from './keychain-host-protocol.ts';

type Options = {
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  /** The bundle of keychain-host.ts. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Electron's own `kill` sends no more than a request to end. */
function killNow({ pid }: UtilityProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

function toPort(child: UtilityProcess): HostPort {
  return {
    send: (request) => child.postMessage(request),
    onAnswer: (listen) => {
      child.on('message', (answer: HostAnswer) => listen(answer));
    },
    onExit: (listen) => {
      child.once('exit', (code) => listen(code));
    },
    terminate: () => {
      child.kill();
    },
    kill: () => killNow(child),
  };
}

/** The process gets no output of its own: what a native library prints may hold anything. */
export function createElectronHostLauncher(options: Options): HostLauncher {
  return () =>
    toPort(
      options.utilityProcess.fork(options.file, [], {
        serviceName: 'Tokenward Keychain',
        env: keychainHostEnvironment(options.env),
        stdio: 'ignore',
      }),
    );
}
