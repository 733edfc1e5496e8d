/** English words of toasts and banners: what was done, what stands in the way, what a person must know. */

export const notices = {
  region: 'Notifications',
  dismiss: 'Dismiss',
  forAccount: '{{label}}: {{title}}',
  copied: {
    token: 'Token copied: {{label}}',
    header: 'Authorization header copied: {{label}}',
    refreshed: 'Refreshed first.',
    clears_one: 'The clipboard is cleared in {{count}} second.',
    clears_other: 'The clipboard is cleared in {{count}} seconds.',
    neverClears: 'The clipboard is not cleared by itself.',
    lives: 'The token lives for another {{duration}}.',
    notRefreshed: 'Not refreshed ({{reason}}); the token lives for another {{duration}}.',
    notRefreshedOpen: 'Not refreshed ({{reason}}); the token copied is the one held.',
  },
  refreshed: 'Refreshed: {{label}}',
  noneToSignIn: 'No account needs sign-in.',
  summary: {
    title: 'Refresh all',
    joint: ', ',
    nothing: 'No account can be refreshed.',
    refreshed_one: '{{count}} refreshed',
    refreshed_other: '{{count}} refreshed',
    needSignIn_one: '{{count}} needs sign-in',
    needSignIn_other: '{{count}} need sign-in',
    cannot_one: '{{count}} cannot refresh',
    cannot_other: '{{count}} cannot refresh',
    failed_one: '{{count}} failed, nothing lost',
    failed_other: '{{count}} failed, nothing lost',
  },
  keychain: {
    locked: '{{name}} is locked',
    lockedText:
      'Unlock it to copy, refresh or revoke. Timers go on, and nothing is lost meanwhile.',
    waiting_for_unlock: '{{name}} waits to be unlocked',
    waitingText: 'Another window asks for its password. Timers go on meanwhile.',
    missing: 'No keychain was found',
    missingText:
      'Tokens are kept only in the system’s keychain. Start or install one, such as GNOME Keyring or KWallet.',
    tryAgain: 'Try again',
    nowReady: '{{name}} answers again',
    stillNot: '{{name}} still does not answer',
  },
  file: {
    accounts_file_set_aside:
      'The list of accounts was damaged. It was set aside as {{fileName}}; what could still be read is shown here. Tokens in the keychain were not touched.',
    settings_file_set_aside:
      'The settings were damaged. They were set aside as {{fileName}} and the defaults used.',
    newer_schema:
      'The list of accounts was written by a newer Tokenward ({{fileName}}). It is shown but not changed; update to go on.',
    disk_unwritable:
      'Changes cannot be saved: the disk is full or the folder is read-only. What you see is only in memory.',
  },
} as const;
