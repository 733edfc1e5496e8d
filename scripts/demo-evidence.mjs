// Reads from the authorization server's own log whether what the window said of sign-in, copy and refresh is true.

const successes = (log, endpoint) =>
  log.filter((it) => it.endpoint === endpoint && it.status >= 200 && it.status < 300);

/**
 * What the log says about the account whose sign-in issued `first` (fingerprints by field): the refresh that rotated its
 * refresh token. Fingerprints only.
 */
export function readEvidence(log, first) {
  const grants = successes(log, 'token');
  const rotation = grants.find(
    ({ grantType, sent, issued }) =>
      grantType === 'refresh_token' &&
      sent.refresh_token === first.refresh_token &&
      issued.refresh_token !== undefined &&
      issued.refresh_token !== first.refresh_token,
  );
  return {
    signIns: grants.filter(({ grantType }) => grantType === 'authorization_code').length,
    rotation:
      rotation === undefined
        ? null
        : { from: first.refresh_token, to: rotation.issued.refresh_token },
  };
}

/** What must be true of sign-in, copy and refresh, as sentences with a yes or no each. */
export function judgeEvidence({ evidence, copied, signIns }) {
  return [
    {
      what: `the server's log shows ${evidence.signIns} sign-ins of ${signIns}`,
      holds: evidence.signIns === signIns,
    },
    {
      what: 'what was copied is the access token that the server issued',
      holds: copied,
    },
    {
      what: 'the server replaced the refresh token when the app refreshed',
      holds: evidence.rotation !== null,
    },
  ];
}

/** What must be true of the faults that were shown: by the server's log where it can say, else by what was seen. */
export function judgeFaults(log, { automaticRefresh, outage, lockedKeychain }) {
  const issued = successes(log, 'token').map((it) => it.issued.access_token);
  const { from, to, minutesLeftBefore, minutesLeftAfter } = automaticRefresh;
  return [
    {
      what: 'an account was refreshed before its end without being asked, with a new refresh token',
      holds:
        minutesLeftBefore > 0 &&
        minutesLeftAfter > minutesLeftBefore &&
        to.refresh_token !== undefined &&
        to.refresh_token !== from.refresh_token,
    },
    {
      what: `the server in trouble was left alone for the ${outage.retryAfterSeconds} s that it asked for`,
      holds: outage.timesTurnedAway > 0 && outage.waitedSeconds >= outage.retryAfterSeconds,
    },
    {
      what: 'nothing was copied while the keychain was locked',
      holds: !lockedKeychain.copiedWhileLocked,
    },
    {
      what: 'what was copied after unlocking it is an access token that the server issued',
      holds: issued.includes(lockedKeychain.copied),
    },
  ];
}
