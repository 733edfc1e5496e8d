// Finds and works the window's controls by role and name, as a person would, and takes its picture.
import path from 'node:path';

const settleMs = 300;

const textbox = (window, name) => window.getByRole('textbox', { name, exact: true });

/** Presses the one button that is shown with this name in `place`. */
export async function press(place, name) {
  await place.getByRole('button', { name, exact: true }).first().click();
}

/** The row of the account with this label. */
export const rowOf = (window, label) =>
  window.getByRole('grid').getByRole('row', { name: label, exact: true });

/** Waits until the row of `label` says `status`. */
export async function seeStatus(window, label, status) {
  await rowOf(window, label).getByText(status, { exact: true }).waitFor();
}

/** Chooses from a select; its button is named by the chosen option and its label. */
export async function choose(window, label, option) {
  await window.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

/** Fills `Add account` in, and waits until the dialog shows what the server supports. */
export async function fillAccount(window, account) {
  await press(window, 'Add account');
  await textbox(window, 'Issuer URL').fill(account.issuer);
  await textbox(window, 'Client ID').fill(account.clientId);
  await textbox(window, 'Scopes').fill(account.scope);
  await textbox(window, 'Label').fill(account.label);
  await textbox(window, 'Tags').fill(account.tags);
  await choose(window, 'Environment', account.environment);
  await window.getByText(/PKCE/).first().waitFor();
  await window.getByRole('button', { name: /Provider$/ }).scrollIntoViewIfNeeded();
}

/** Dismisses what is announced in a corner, and takes the pointer from whatever it is over. */
export async function clearNotices(window) {
  const notices = window
    .getByRole('status')
    .getByRole('button')
    .filter({ has: window.locator('svg') });
  while ((await notices.count()) > 0) await notices.last().click();
  await window.mouse.move(2, 2);
}

/** What is to be seen of the window: this dialog, and a little of what is around it. */
export async function around(dialog) {
  const { x, y, width, height } = await dialog.boundingBox();
  const margin = 48;
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}

/** Takes the window's picture, or that of a part of it, with nothing moving; resolves with the file's name. */
export async function takePicture(window, { folder, name, clip }) {
  const file = `${name}.png`;
  await window.waitForTimeout(settleMs);
  await window.screenshot({
    path: path.join(folder, file),
    animations: 'disabled',
    caret: 'initial',
    ...(clip === undefined ? {} : { clip }),
  });
  return file;
}
