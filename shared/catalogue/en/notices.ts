/** English words of toasts and banners: what was done, what stands in the way, what a person must know. */

export const notices = {
  region: 'Notifications',
  dismiss: 'Dismiss',
  forAccount: '{{label}}: {{title}}',
  copied: {
    token: 'Token copied: {{label}}',
    header: 'Authorization header copied: {{label}}',
    refreshed: 'Refreshed first.',
    refreshedUnsaved: 'Refreshed first, not saved yet: unlock the keychain, do not quit.',
    clears_one: 'The clipboard is cleared in {{count}} second.',
    clears_other: 'The clipboard is cleared in {{count}} seconds.',
    neverClears: 'The clipboard is not cleared by itself.',
    lives: 'The token lives for another {{duration}}.',
    notRefreshed: 'Not refreshed ({{reason}}); the token lives for another {{duration}}.',
    notRefreshedOpen: 'Not refreshed ({{reason}}); the token copied is the one held.',
  },
  refreshed: 'Refreshed: {{label}}',
  refreshedUnsaved: 'Refreshed, not saved yet: {{label}}',
  noneToSignIn: 'No account needs sign-in.',
  summary: {
    title: 'Refresh all',
    joint: ', ',
    nothing: 'No account can be refreshed.',
    refreshed_one: '{{count}} refreshed',
    refreshed_other: '{{count}} refreshed',
    unsaved_one: '{{count}} refreshed, not saved yet',
    unsaved_other: '{{count}} refreshed, not saved yet',
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
  saveCopy: 'Save a copy…',
  copySaved: 'A copy was saved',
  serverMoved: {
    message: 'The server of {{label}} has moved. Sign in there?',
    detail:
      'Until now tokens and secrets went to {{before}}. Its metadata now names {{now}}. Go on only if you know of this, because a wrong place would get your new tokens. The tokens held here are not sent there, and neither is a client secret that was given before.',
    agree: 'Sign in there',
    cancel: 'Cancel',
  },
  readOnlyRefresh: {
    message: 'Refresh although nothing can be saved on the disk?',
    detail:
      'Tokenward’s folder is read-only. The server may replace the refresh token; the new one would then be kept only in the keychain, and lost if that refuses it.',
    agree: 'Refresh',
    cancel: 'Cancel',
  },
  setAside: 'The damaged file was set aside as {{fileName}}.',
  notSetAside: 'The disk did not let the damaged file be set aside.',
  file: {
    accounts_file_set_aside:
      'The list of accounts was damaged. {{copy}} What could still be read is shown here. Tokens in the keychain were not touched.',
    accounts_file_missing:
      'The list of accounts was gone. It was restored from its newest copy; look whether anything is missing.',
    accounts_searching:
      'No list of accounts could be read. The keychain is asked for its copy; your accounts appear as soon as it answers.',
    accounts_rebuilt:
      'Accounts were restored from the copy of the list in the keychain. Look whether anything is missing.',
    accounts_not_found:
      'No copy of the list of accounts was found, in this folder or in the keychain. Add your accounts again.',
    settings_file_set_aside:
      'The settings were damaged. {{copy}} What could still be read is used. Look through them once.',
    settings_newer_schema:
      'The settings were written by a newer Tokenward. They are used as far as this version knows them, and not changed. Update to change them.',
    authorities_file_set_aside:
      'The certificate authorities that you added were damaged on the disk and are not trusted any more. {{copy}} Add them again in Settings.',
    run_file_set_aside:
      'The record of your last revocation of many accounts was damaged. {{copy}} If it was still under way, it does not go on: look at each of its accounts, and revoke again where one is still active.',
    newer_schema:
      'The list of accounts was written by a newer Tokenward. What this version understands is shown, and nothing is changed. Update to go on.',
    newer_schema_unreadable:
      'The list of accounts was written by a newer Tokenward, and this version cannot show it. Nothing is changed. Update to go on.',
    disk_unwritable:
      'Changes cannot be saved on the disk; it is probably full. They are in memory and are saved when there is room. Tokens are still saved in the keychain.',
    disk_read_only:
      'Tokenward’s folder is read-only. Everything is shown, but nothing is saved and no account is refreshed by itself.',
  },
} as const;
