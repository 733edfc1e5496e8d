/** Times file reads and answers to the window while a keychain never answers and every account asks for its item (P-10). */
import { readFile } from 'node:fs/promises';
import type { SecretStore } from '../../../electron/ports.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';
import { timed } from './time-saves.ts';

/** Milliseconds each. */
export type StuckTimes = {
  readonly fileReads: readonly number[];
  readonly answers: readonly number[];
};

const accounts = 60;

/** `freeze` stops the keychain behind `secrets`. */
export async function timeStuckKeychain(
  secrets: SecretStore,
  freeze: () => void,
  samples: number,
): Promise<StuckTimes> {
  const held = Array.from({ length: accounts }, (_, n) => holdAccount(`acct_number_${n}`));
  const { ask } = createTestApp(held, { secrets });
  freeze();
  const stuck = held.map(({ record }) => secrets.get(record.accountId));
  const fileReads: number[] = [];
  const answers: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    fileReads.push(await timed(() => readFile('/etc/passwd')));
    answers.push(await timed(() => ask('snapshot.read', {})));
    answers.push(await timed(() => ask('account.details', { accountId: 'acct_number_7' })));
  }
  await Promise.all(stuck);
  return { fileReads, answers };
}
