/** English words of the incident report: for those who were not there, some of whom do not know Tokenward. */

export const report = {
  title: 'Incident report',
  about: 'Written by Tokenward. Tokens are named by the first 12 hex digits of their SHA-256.',
  utc: 'All times are UTC.',
  kind: {
    selected: 'Revocation of selected accounts',
    panic: 'Panic: every refresh token first, then every access token',
  },
  facts: {
    kind: 'What was done',
    started: 'Started',
    finished: 'Finished',
    written: 'Written',
    accounts: 'Accounts',
    run: 'Run',
  },
  notFinished: 'not yet',
  stopped: 'stopped by hand',
  summary: 'What became of the accounts',
  todo: 'Still to do',
  todoNothing: 'Nothing is left to be done by hand.',
  todoBy: {
    end_by_hand: 'End the access by hand:',
    asked_again: 'Tokenward goes on asking by itself:',
  },
  accounts: 'Account by account',
  verdict: {
    nothing_held: 'no token was held',
    not_asked: 'not asked',
  },
  pending: 'Asked again by itself: this is not the last word.',
  columns: {
    token: 'Token',
    verdict: 'Verdict',
    evidence: 'What it stands on',
    learnt: 'Learnt',
  },
  earlier: {
    one: '{{count}} earlier access token, replaced since and not held here, may be accepted until {{moment}}.',
    other:
      '{{count}} earlier access tokens, replaced since and not held here, may be accepted; the last until {{moment}}.',
    open: '{{count}} earlier access tokens, replaced since and not held here, may be accepted; nobody said until when.',
  },
  legend: 'What the verdicts mean',
  meaning: {
    proven_dead:
      'A look at the token found it working before and not working afterwards, or presenting it was refused after its server had accepted the revocation.',
    accepted:
      'The server answered with a success (RFC 7009), or documents that the token ends with another one. Nothing here could check it, and nothing showed it alive.',
    expired: 'Nothing ended it. The end that it announced had passed, and nobody saw it working.',
    alive_until: 'Nothing ended it. It ends by itself at the time that it announced.',
    foreign_client: 'Only the client that it was issued to can end it.',
    not_revoked: 'Treat it as usable: it was refused, not answered, or seen working.',
    nothing_held: 'Tokenward held no token of this account, so there was nothing to end.',
    not_asked: 'The revocation was stopped before this account’s turn. Treat its tokens as usable.',
  },
} as const;
