/** What is outside of the app for one run of the model, and what was seen of it. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeConnectivity } from '../../fixtures/fake-connectivity.ts';
import { createFaultKeychain } from './fault-keychain.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { createLedger } from './ledger.ts';
import type { RotatingServer } from './rotating-server.ts';
import type { ServerKind } from './token-families.ts';

/** What is there once for many runs. */
export type Site = {
  readonly server: RotatingServer;
  readonly proxy: FaultProxy;
  /** A port at which nobody listens. */
  readonly deadPort: number;
  readonly folder: string;
};

export type Outside = ReturnType<typeof createOutside>;

const worldStart = Date.UTC(2026, 0, 1);

/** A new one for each run, on the same site. */
export function createOutside(site: Site, kind: ServerKind) {
  const journalFile = path.join(site.folder, 'tokens.journal');
  rmSync(journalFile, { force: true });
  const keychain = createFaultKeychain();
  return {
    ...site,
    kind,
    clock: createFakeClock({ wall: worldStart }),
    keychain,
    ledger: createLedger(),
    conditions: {
      journalFull: false,
      accountFileFull: false,
      networkDown: false,
      /** How much of a journal line a crash leaves, in thousandths. */
      tornShare: 0,
    },
    connectivity: createFakeConnectivity(),
    journalFile,
    stores: { keychainItems: keychain.items, journalFile },
    /** The exchanges under way, by their number. */
    open: new Set<string>(),
    /** Everything that the window was answered since it was last looked through. */
    surfaces: [] as string[],
    nextExchange: createCounter(),
  };
}

function createCounter(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return String(count);
  };
}
