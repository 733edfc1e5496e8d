/** Entry of the process that makes the native keychain calls; the only file that knows keytar (K-01, K-02, K-05). */
import type { HostAnswer, HostRequest } from './keychain-host-protocol.ts';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

let loaded: Keytar | null = null;

/** Loaded at the first call, so that a system without the library gets an answer and no crash. */
async function loadKeytar(): Promise<Keytar | null> {
  try {
    loaded ??= (await import('keytar')).default;
    return loaded;
  } catch {
    return null;
  }
}

async function carryOut(keytar: Keytar, request: HostRequest): Promise<string | boolean | null> {
  const { operation, service, item, text } = request;
  switch (operation) {
    case 'read':
      return keytar.getPassword(service, item);
    case 'write':
      await keytar.setPassword(service, item, text);
      return true;
    case 'erase':
      return keytar.deletePassword(service, item);
    case 'load':
    case 'ping':
      return true;
  }
}

async function answer(request: HostRequest): Promise<HostAnswer> {
  const { id } = request;
  if (request.operation === 'ping') return { id, ok: true, value: true };
  const keytar = await loadKeytar();
  if (keytar === null) return { id, ok: false, error: 'unloadable' };
  try {
    return { id, ok: true, value: await carryOut(keytar, request) };
  } catch {
    return { id, ok: false, error: 'refused' };
  }
}

/** Under Electron the system ends this process with the app; under plain Node it has to see to that itself. */
function listen(): void {
  const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };
  if (parentPort !== undefined) {
    parentPort.on('message', ({ data }) => {
      void answer(data as HostRequest).then((it) => parentPort.postMessage(it));
    });
    return;
  }
  process.on('message', (request: HostRequest) => {
    void answer(request).then((it) => process.send?.(it));
  });
  // An orderly exit would wait for the threads of calls that hang.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

listen();
