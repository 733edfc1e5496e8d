/** English words of the activity view: the audit log, its filters, its check and its export. */

export const activity = {
  title: 'Activity',
  open: 'Activity',
  close: 'Back to accounts',
  region: 'Activity log',
  search: 'Search activity',
  searchHint: 'Label, server, fingerprint or code',
  clearSearch: 'Clear search',
  account: 'Account',
  allAccounts: 'All accounts',
  noSuchAccount: 'No account matches',
  event: 'Event',
  allEvents: 'All events',
  endings: 'Whatever ends a token',
  outcome: 'Outcome',
  allOutcomes: 'All outcomes',
  columns: {
    time: 'Time',
    event: 'What',
    account: 'Account',
    server: 'Server',
    token: 'Token',
    outcome: 'Outcome',
  },
  utc: '{{moment}} UTC',
  ofAccounts_one: '{{count}} account',
  ofAccounts_other: '{{count}} accounts',
  lines_one: '{{count}} line',
  lines_other: '{{count}} lines',
  format: { csv: 'CSV', jsonl: 'JSON lines' },
  outcomes: {
    ok: 'Done',
    refused: 'Refused',
    unanswered: 'No answer',
    failed: 'Failed',
    local_only: 'Only here',
  },
  httpStatus: 'HTTP {{status}}',
  webPage: 'web page',
  loading: 'Reading the log…',
  searchingOn: 'Searching further back…',
  empty: {
    title: 'Nothing has happened yet',
    text: 'Every sign-in, copy, refresh and revocation leaves a line here. Tokens themselves never do.',
  },
  noMatch: {
    title: 'Nothing matches',
    text: 'No line of the log matches the search and the filters.',
    clear: 'Clear filters',
  },
  failed: {
    title: 'The log could not be read',
    again: 'Try again',
  },
  showNewer: 'Show newer',
  showNewerHint: 'Something happened since this was read.',
  exportCsv: 'Export CSV',
  exportJsonl: 'Export JSON lines',
  exported: 'Activity exported',
  exportedPart: 'Only the lines that match the search and the filters.',
  verify: {
    action: 'Verify log',
    running: 'Checking every line…',
    dismiss: 'Dismiss',
    empty: 'The log is empty',
    ok_one: 'The log is intact: {{count}} line checked',
    ok_other: 'The log is intact: {{count}} lines checked',
    agrees_one: 'The log agrees with itself: {{count}} line checked',
    agrees_other: 'The log agrees with itself: {{count}} lines checked',
    torn_one:
      '{{count}} line was cut short by a crash or a full disk; nothing around it is missing.',
    torn_other:
      '{{count}} lines were cut short by a crash or a full disk; nothing around them is missing.',
    lost_one:
      '{{count}} line never reached the disk, which took none then; a line of the log says from when.',
    lost_other:
      '{{count}} lines never reached the disk, which took none then; lines of the log say from when to when.',
    waiting_one:
      '{{count}} more line waits in memory, because the disk takes none: it is part of nothing that was checked.',
    waiting_other:
      '{{count}} more lines wait in memory, because the disk takes none: they are part of nothing that was checked.',
    head: {
      matches: 'Its end is the one that the keychain remembers.',
      followed:
        'Its end is the one that the keychain remembers, which has followed the log since line {{since}}.',
      anew: 'Its end is the one that the keychain remembers, but only since line {{since}}: what the keychain held before was gone or damaged. Whether lines were cut off or rewritten before that was not checked.',
      never:
        'Whether its end was cut off or all of it was rewritten was not checked: the keychain holds nothing to compare with, and as far as this profile knows it never did. It will once the next entry is written.',
      missing:
        'Whether its end was cut off or all of it was rewritten was not checked: the keychain holds nothing to compare with any more, although it did. Its item was deleted, or the profile is here without the keychain it belongs to.',
      damaged:
        'Whether its end was cut off or all of it was rewritten was not checked: what the keychain holds to compare with is damaged.',
      unavailable:
        'Whether its end was cut off or all of it was rewritten was not checked: the keychain did not answer. Unlock it and verify again.',
    },
    fault: {
      changed: 'Line {{line}} was changed after it was written',
      missing: 'Lines are missing before line {{line}}',
      order: 'Line {{line}} is out of place: lines were moved, repeated or put in',
      rewritten:
        'The log was written anew: line {{line}} is not the one that the keychain remembers',
      cut: 'The end of the log is missing, from line {{line}} on',
    },
    place: 'Line {{line}} of {{fileName}}.',
    meaning: {
      before:
        'What comes before it is as Tokenward wrote it; do not rely on the rest. Something else wrote to the file: another program, a failing disk, or an older profile that was put back.',
      cut: 'The lines that are there are as Tokenward wrote them, but later ones were taken away, or an older copy of the log was put back.',
      rewritten:
        'Its lines fit together, but they are not those that were written. Do not rely on any of them.',
    },
    next: 'Keep a copy of the file, and compare the log with an earlier export: each ends with the number and the hash of its last line.',
  },
} as const;
