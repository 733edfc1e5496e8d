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

/** Fills `Add account` in, and waits until the dialog shows what the server supports. */
export async function fillAccount(window, account) {
  await press(window, 'Add account');
  await textbox(window, 'Issuer URL').fill(account.issuer);
  await textbox(window, 'Client ID').fill(account.clientId);
  await textbox(window, 'Scopes').fill(account.scope);
  await textbox(window, 'Label').fill(account.label);
  await textbox(window, 'Tags').fill(account.tags);
  await window.getByRole('button', { name: /Environment$/ }).click();
  await window.getByRole('option', { name: account.environment, exact: true }).click();
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

/** Takes the window's picture with nothing in it moving; resolves with the file's name. */
export async function takePicture(window, folder, name) {
  const file = `${name}.png`;
  await window.waitForTimeout(settleMs);
  await window.screenshot({
    path: path.join(folder, file),
    animations: 'disabled',
    caret: 'initial',
  });
  return file;
}
