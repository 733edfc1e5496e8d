/** Gives the focus to a row of the list from elsewhere in the window. */

/** Focuses the row of an account, or the first row, or nothing where there is none. */
export function focusRow(accountId: string | null): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"][data-key]')];
  (rows.find((row) => row.dataset.key === accountId) ?? rows[0])?.focus();
}
