/** English words that main itself shows: the tray's menu and its own questions. */

export const desktop = {
  tray: {
    open: 'Open Tokenward',
    needYou: {
      none: 'No account needs you',
      one: '{{count}} account needs you',
      other: '{{count}} accounts need you',
    },
    nextRefresh: 'Next refresh at {{time}}',
    noRefresh: 'No refresh planned',
    refreshAll: 'Refresh all',
    quit: 'Quit Tokenward',
  },
  closing: {
    question: 'Keep Tokenward running in the tray so that accounts stay fresh?',
    withTray:
      'The icon in the tray, or starting Tokenward again, brings the window back. You can change this in Settings.',
    withoutTray:
      'This desktop seems to have no tray. Starting Tokenward again brings the window back. You can change this in Settings.',
    keepRunning: 'Keep running',
    quit: 'Quit',
    cancel: 'Cancel',
  },
  quitting: {
    question: {
      one: 'Quitting now loses the newest tokens of {{count}} account.',
      other: 'Quitting now loses the newest tokens of {{count}} accounts.',
    },
    detail:
      'They are in memory only, because the keychain did not take them. Unlock the keychain and try again. An account whose tokens are lost has to sign in again.',
    tryAgain: 'Try again',
    lose: 'Quit and lose them',
    cancel: 'Cancel',
  },
} as const;
