/** English words about tokens that were found somewhere: what each is, where it would go, and what became of it. */

export const found = {
  open: 'Revoke a found token…',
  title: 'Revoke a found token',
  intro:
    'Paste a log line, .env file, curl command or HAR capture. Tokenward says what it recognises and where each token could be ended. Nothing is sent until you press Revoke.',
  paste: 'Paste what you found',
  privacy:
    'The text leaves this window once and is not stored. What was recognised stays in memory until you close this, ten minutes at most; tokens are never shown here.',
  drop: 'Or drop a text file anywhere in this window.',
  dropNow: 'Let go to look for tokens in it.',
  chooseFile: 'Choose a file',
  look: 'Look for tokens',
  looking: 'Looking…',
  problem: {
    empty: 'Paste some text first.',
    too_large: 'That is more than 8 MiB. Cut out the part with the token and paste only that.',
    unreadable: 'That could not be read as a text file. Paste its text instead.',
  },
  none: 'No token was recognised',
  noneHint:
    'Tokenward looks for the beginnings that providers give their tokens, for JWTs, and for text beside names such as access_token. Nothing was sent anywhere.',
  count_one: '{{count}} token found',
  count_other: '{{count}} tokens found',
  more: 'There were more. Only the first 200 are listed; end these, then paste the rest.',
  other: 'Look at something else',
  of: '{{token}} of {{label}}',
  opaque: {
    access_token: 'Something called an access token',
    refresh_token: 'Something called a refresh token',
    unnamed: 'Something sent as a bearer token',
  },
  fingerprint: 'SHA-256 {{fingerprint}}',
  issuer: 'Says that it is from {{issuer}} (not verified)',
  noIssuer: 'Does not say who issued it',
  ends: 'says that it ends {{moment}}',
  ended: 'says that it ended {{moment}}',
  held: 'Held by {{label}} here, in use now.',
  heldBefore: 'Held by {{label}} here before, and no longer.',
  goTo: 'Show account',
  revokeAccount: 'Revoke the account…',
  revokeAccountHint: 'It is ended by revoking the account, with everything that the account holds.',
  holder: {
    revoked: '{{label}} is revoked.',
    revocation_pending: 'The revocation of {{label}} is pending and is asked for again by itself.',
    not_revoked: '{{label}} is not fully revoked. Its details say what is left.',
    ended: 'The grant of {{label}} ended with it: its tokens worked before, and no longer do.',
    expired: 'The access token of {{label}} ended with it: it worked before, and no longer does.',
    works: 'The tokens that {{label}} holds now still work.',
    in_doubt:
      'The grant of {{label}} may have ended with it. Not all of its tokens could be looked at; refreshing the account tells.',
  },
  sentTo: 'Will be sent to {{host}} and nowhere else.',
  confidence: {
    documented: 'As {{provider}} documents it ({{source}}).',
    reported: 'As others report of {{provider}} ({{source}}).',
    specification: 'As the standard says ({{source}}).',
  },
  notTriedLive: 'Not tried against the live service.',
  ownerIsNotified: '{{provider}} tells the token’s owner.',
  revoke: 'Revoke',
  revoking: 'Asking {{host}}…',
  again: 'Try again',
  nowhere: 'Goes nowhere.',
  why: {
    opaque:
      'Nobody here knows where it belongs. It was sent nowhere, because whoever got it would learn it. Look at where you found it for who issued it, and revoke it there.',
    named:
      'Tokenward cannot end this kind. It was sent nowhere. Revoke it in the provider’s own settings.',
    issuer:
      'No account here is signed in at that issuer, and its name alone is not trusted, so it was sent nowhere. Sign in there with the client that it was issued to, or tell the owner.',
    foreign:
      'Its issuer is known here, but only the client that it was issued to can end it. It was sent nowhere. Add an account with that client, or tell its owner.',
    unsupported:
      'Its server offers no revocation that Tokenward could ask for. It was sent nowhere. End the access at the provider.',
  },
  openPage: 'Open the provider’s page',
  all_one: 'Revoke the {{count}} that can be…',
  all_other: 'Revoke all {{count}} that can be…',
  allTitle_one: 'Revoke {{count}} found token?',
  allTitle_other: 'Revoke {{count}} found tokens?',
  allText: 'Each goes to its own host and nowhere else. This cannot be undone.',
  allHost_one: '{{count}} token',
  allHost_other: '{{count}} tokens',
  allHeld_one: 'This account holds some of them. It is revoked, with everything that it holds:',
  allHeld_other:
    'These {{count}} accounts hold some of them. They are revoked, with everything that they hold:',
  confirmAll_one: 'Revoke {{count}} token',
  confirmAll_other: 'Revoke {{count}} tokens',
  said: '{{token}}: {{verdict}}',
  notSent_one: '{{count}} found token was not sent anywhere',
  notSent_other: '{{count}} found tokens were not sent anywhere',
  fromHost: '{{host}}: {{evidence}}',
} as const;
