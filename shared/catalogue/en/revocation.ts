/** English words about ending one account's tokens: what will be asked, what goes with it, and each verdict's evidence. */

export const revocation = {
  ask: {
    rfc7009: 'The server at {{host}} will be asked to end {{tokens}}.',
    proprietary: '{{provider}}’s own API at {{host}} will be asked to end {{tokens}}.',
    sessions:
      '{{provider}} ends no single token: it will be asked to end every session of this user, in every app.',
    page: 'Only {{provider}}’s own page can end this access; Tokenward cannot ask for it. The tokens stay valid until then.',
    pageUnknown:
      '{{provider}} offers no revocation that Tokenward could ask for. End the access in your settings there; the tokens stay valid until then.',
    none: 'This server offers no revocation, so it cannot be asked to end these tokens. They stay valid until they expire, or until you end them at the server.',
    otherKind:
      'This server ends no token of the kind that is held here. It stays valid until it expires, or until you end the access at the server.',
    nothingHeld: 'This account holds no token, so there is nothing that the server could end.',
  },
  tokens: {
    both: 'the refresh token, then the access token',
    refresh_token: 'the refresh token',
    access_token: 'the access token',
    held: 'the tokens held here',
  },
  removeInstead: 'You can remove them from here.',
  afterwards: 'This cannot be undone. Whatever uses these tokens will have to sign in again.',
  openPage: 'Open the provider’s page',
  pageOpened: 'The provider’s page is open in your browser',
  sideEffect: {
    ends_all_apps: 'Signs this user out of every app, not only out of Tokenward.',
    owner_is_notified: 'The provider tells the owner of the token.',
    takes_minutes: 'Takes some minutes to arrive everywhere.',
    ends_other_tools: 'Other tools that share this access stop working too.',
  },
  logOut: {
    action: 'Log out at the provider',
    title: 'Log out of {{label}}?',
    revokesNothing:
      'Logging out ends the session in your browser and revokes nothing: tokens stay valid at the server until they expire or are revoked.',
    opens: 'The provider’s log-out page opens in your browser and may ask you there.',
    revokeFirst: 'Revoke first',
    confirm: 'Log out',
    opened: 'The log-out page is open in your browser',
  },
  reach: 'What ends and what stays',
  looking: 'Looking…',
  ends: 'Ends',
  cascade: {
    grant: 'The whole grant: everything this user gave this client.',
    refresh_ends_access: 'What is asked for; access tokens end with their refresh token.',
    token: 'The token asked for, and nothing else.',
    sessions: 'Every session of this user, in every app.',
    unknown: 'What is asked for. Whether more ends with it, the server does not say.',
  },
  stays: 'May stay',
  stay: {
    selfContained:
      'The access token may be accepted until {{moment}} by services that check it without asking.',
    selfContainedOpen:
      'The access token may be accepted by services that check it without asking; nobody said until when.',
    access: 'The access token is not asked for and may be accepted until {{moment}}.',
    accessOpen: 'The access token is not asked for; nobody said until when it is accepted.',
    refresh: 'The refresh token is not asked for and stays until the access is ended there.',
    earlier_one:
      '{{count}} earlier access token, issued {{since}}: may be accepted until {{moment}}.',
    earlier_other:
      '{{count}} earlier access tokens, issued since {{since}}: the last ends {{moment}}.',
    earlierOpen_one:
      '{{count}} earlier access token, issued {{since}}: nobody said until when it is accepted.',
    earlierOpen_other:
      '{{count}} earlier access tokens, issued since {{since}}: nobody said when the last ends.',
    nothing: 'Nothing that is known of.',
  },
  shares: 'Also here',
  share: {
    ends: '{{labels}}: the same user at the same client, so it ends too.',
    mayEnd: '{{labels}}: the same user at the same client, so it may end too.',
    stays: '{{labels}}: the same user at the same client; not touched.',
  },
  labelJoint: ', ',
  proof: 'Proof',
  proofBy: {
    introspection: 'By introspection, before and after.',
    validity_probe: 'By the provider’s own check, before and after.',
    none: 'Not provable here: the server’s answer is all there is.',
  },
  confidence: 'How sure',
  confident: {
    documented: 'As {{provider}} documents it ({{source}}).',
    reported: 'As others report it ({{source}}).',
    specification: 'As the standard says ({{source}}).',
  },
  notTriedLive: 'Not tried against the live service.',
  lastResort: 'Last resort',
  tryRefreshing: 'Prove it by trying to refresh',
  tryRefreshingHint:
    'Once the server has said yes, the refresh token is presented again. If it still works, the server issues new tokens: they are revoked as well, and the verdict is “Not revoked”. Some servers take this for theft and end everything this user gave this client.',
  title: {
    proven_dead: '{{label}}: revoked, proven dead',
    accepted: '{{label}}: revocation accepted, not provable here',
    expired: '{{label}}: past its announced end, {{moment}}',
    alive_until: '{{label}}: alive until {{moment}}',
    foreign_client: '{{label}}: issued to another client',
    not_revoked: '{{label}}: not revoked',
    pending: '{{label}}: revocation pending',
    failed: '{{label}}: nothing was asked',
  },
  summary: {
    proven_dead: 'Every token held here worked before and no longer does.',
    accepted:
      'The server said yes for every token held here. Nothing here can check whether it kept its word.',
    expired:
      'Nothing ended it, and the end that it announced had passed. It is kept for proof and no longer copied or refreshed.',
    alive_until:
      'Nothing can end it earlier from here. It is kept for proof and no longer copied or refreshed.',
    foreign_client:
      'Only the client that it was issued to can end it. It is kept here and no longer copied or refreshed.',
    not_revoked:
      'What did not end is kept in the keychain, so that you can try again. It is no longer copied or refreshed.',
    pending:
      'What is not decided is kept in the keychain for proof; it is no longer copied or refreshed.',
  },
  verdict: {
    proven_dead: 'proven dead',
    accepted: 'accepted by the server, not provable here',
    expired: 'past its announced end',
    alive_until: 'alive until its announced end',
    foreign_client: 'issued to another client: cannot be revoked from here',
    not_revoked: 'not revoked',
  },
  /** Where a column leaves no room for the whole. */
  verdictBrief: {
    accepted: 'accepted, not provable here',
    foreign_client: 'issued to another client',
  },
  notYet: 'not revoked yet',
  verdictAt: {
    expired: 'past its announced end, {{moment}}',
    alive_until: 'alive until {{moment}}',
  },
  verdictOpen: {
    expired: 'past its announced end',
    alive_until: 'alive, nobody said until when',
  },
  answer: {
    yes: 'The server said yes (HTTP {{status}}).',
    yesEmpty: 'The server said yes without a word (HTTP 204).',
    yesUnknown: 'The server said yes.',
    covered: 'Not asked by itself: as the provider documents, it ends with the other token.',
    unknownToken: 'The server does not know it ({{reason}}): it may have ended before.',
    clientRefused:
      'The server did not accept this client ({{reason}}): it wants a client secret, or another one.',
    forbidden: 'The server does not allow this client to end it ({{reason}}).',
    notFound: 'Nobody answers revocations at that address ({{reason}}).',
    refused: 'The server refused ({{reason}}).',
    refusedSilently: 'The server refused without giving a reason ({{reason}}).',
    refusedUnknown: 'The server refused.',
    unsupported: 'The server ends no tokens of this kind ({{reason}}).',
    unsupportedUnknown: 'The server ends no tokens of this kind.',
    foreignClient: 'The server says that it belongs to another client ({{reason}}).',
    foreignClientUnknown: 'The server says that it belongs to another client.',
    silent: 'No answer came.',
    missing: {
      redirected: 'The server pointed elsewhere, where no token is sent.',
      timed_out: 'No answer came in time; the server may have ended it all the same.',
      connection_lost:
        'The connection was lost before an answer came; the server may have ended it all the same.',
      not_secure: 'The connection to the server was not secure, so nothing that it says counts.',
      not_sent: 'The request could not be sent.',
      too_large: 'The answer was too large to be read.',
    },
    slowDown: 'The server asked to wait (HTTP 429) and decided nothing.',
    trouble: 'The server was in trouble ({{reason}}) and decided nothing.',
    undecided: 'The server decided nothing ({{reason}}).',
    notAsked: 'The server was not asked about it.',
  },
  body: {
    page: 'The answer was a web page: something in between may have sent it.',
    empty: 'The answer was empty.',
    other: 'The answer was text, and no JSON.',
  },
  reasonJoint: ', ',
  shown: {
    inactive: {
      introspection: 'Introspection called it active before, and calls it inactive now.',
      validity_probe: 'The provider’s own check took it before, and refuses it now.',
      refresh_attempt: 'Trying to refresh with it was refused.',
    },
    inactiveOnly: {
      introspection: 'Introspection calls it inactive, but never called it active: no proof.',
      validity_probe: 'The provider’s own check refuses it, but never took it before: no proof.',
      refresh_attempt: 'Trying to refresh with it was refused.',
    },
    active: {
      introspection: 'Introspection still calls it active.',
      validity_probe: 'The provider’s own check still takes it.',
      refresh_attempt: 'Trying to refresh with it still brought new tokens.',
    },
    inconclusive: 'A look whether it still works brought no clear answer.',
    notTried: 'Nothing here can check it.',
  },
  mayBeAccepted: 'May be accepted until {{moment}} by services that check it without asking.',
  endsByItself: 'It ends by itself at {{moment}}.',
  endHasPassed: 'The end that it announced, {{moment}}, has passed.',
  learnt: 'Learnt {{local}} ({{utc}})',
  fingerprint: 'SHA-256 {{fingerprint}}',
  tries_one: 'Asked again by itself: {{count}} try so far, next at {{moment}}.',
  tries_other: 'Asked again by itself: {{count}} tries so far, next at {{moment}}.',
  triesNow_one: 'Asked again by itself: {{count}} try so far, the next as soon as possible.',
  triesNow_other: 'Asked again by itself: {{count}} tries so far, the next as soon as possible.',
} as const;
