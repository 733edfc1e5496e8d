// Three accounts that a person selects in the list and revokes together, with one click.
import { noteEnd } from './demo-revocation.mjs';
import { dismissResult, seeResult } from './demo-run-result.mjs';
import { press, rowOf } from './demo-window.mjs';

const selected = ['Nightly deploy', 'Status page', 'Runner registration'];

/** Beside the buttons of the row. */
const onTheName = { x: 60, y: 20 };

/** Resolves with what was ended. */
export async function showSelection(demo) {
  const { window, words, picture, say } = demo;
  const count = selected.length;
  const end = await noteEnd(demo, { name: `${count} selected accounts`, labels: selected });
  const [first, ...others] = selected;
  await rowOf(window, first).click({ position: onTheName });
  for (const label of others) {
    await rowOf(window, label).click({ modifiers: ['ControlOrMeta'], position: onTheName });
  }
  await window.getByText(words('runs.selection.count', { count })).waitFor();
  await picture('selection');
  await press(window, words('runs.selection.revoke'));
  await press(window.getByRole('alertdialog'), words('runs.confirm.revoke', { count }));
  const result = await seeResult(demo, count);
  await picture('selection-result');
  await dismissResult(demo, result, selected);
  await window.getByText(words('runs.selection.count', { count })).waitFor({ state: 'hidden' });
  say(`${count} accounts were selected and revoked together: ${selected.join(', ')}.`);
  return end;
}
