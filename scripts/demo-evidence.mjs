// Reads from the authorization server's own log and introspection whether what the window said is true.

const successes = (log, endpoint) =>
  log.filter((it) => it.endpoint === endpoint && it.status >= 200 && it.status < 300);

/**
 * What the log says about the account whose sign-in issued `first` (fingerprints by field): the refresh that rotated its
 * refresh token, and the revocations of the tokens it ended with. Fingerprints only.
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
  const last = rotation?.issued ?? first;
  const revoked = successes(log, 'revocation').map(({ sent }) => sent.token);
  return {
    signIns: grants.filter(({ grantType }) => grantType === 'authorization_code').length,
    rotation:
      rotation === undefined
        ? null
        : { from: first.refresh_token, to: rotation.issued.refresh_token },
    tokens: { accessToken: last.access_token, refreshToken: last.refresh_token },
    revocations: {
      refreshToken: revoked.includes(last.refresh_token),
      accessToken: revoked.includes(last.access_token),
    },
  };
}

/** The whole of what must be true at the end, as sentences with a yes or no each. */
export function judgeEvidence({ evidence, before, after, copied, signIns }) {
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
    {
      what: 'the server called both tokens active before the revocation',
      holds: before.accessToken && before.refreshToken,
    },
    {
      what: 'the server was asked to revoke the refresh token and agreed',
      holds: evidence.revocations.refreshToken,
    },
    {
      what: 'the server was asked to revoke the access token and agreed',
      holds: evidence.revocations.accessToken,
    },
    {
      what: "the server's introspection calls the refresh token inactive",
      holds: !after.refreshToken,
    },
    {
      what: "the server's introspection calls the access token inactive",
      holds: !after.accessToken,
    },
  ];
}
