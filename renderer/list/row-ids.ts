/** Ids that tie a row, its buttons and their descriptions together. */

/** The id of the text that describes a row: its status and how long, in whole minutes. */
export function rowDescriptionId(accountId: string): string {
  return `row-${accountId}-description`;
}

/** The id of a row's label, by which its buttons say whose they are. */
export function rowLabelId(accountId: string): string {
  return `row-${accountId}-label`;
}
