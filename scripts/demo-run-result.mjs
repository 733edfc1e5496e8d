// What became of many accounts that were ended together, as the window says it at the end, until a person dismisses it.
import { clearNotices, press, seeStatus } from './demo-window.mjs';

/** The dialog with the verdict of each of `count` accounts. */
export async function seeResult({ window, words }, count) {
  const name = words('runs.result.title', { count });
  const result = window.getByRole('dialog', { name, exact: true });
  await result.waitFor();
  return result;
}

/** Then each of the accounts says that it is revoked. */
export async function dismissResult({ window, words }, result, labels) {
  await press(result, words('runs.result.dismiss'));
  await result.waitFor({ state: 'hidden' });
  for (const label of labels) await seeStatus(window, label, words('status.revoked'));
  await clearNotices(window);
}
