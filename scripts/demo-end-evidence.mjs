// Judges from the server's side whether tokens that the window called dead are dead, and whether nothing came of them afterwards.

const isSuccess = ({ status }) => status >= 200 && status < 300;

/** The revocations that the server agreed to, in order; `sent.token` is the fingerprint. */
const revocationsIn = (log) => log.filter((it) => it.endpoint === 'revocation' && isSuccess(it));

/** Fingerprints by field of what an account holds last: every refresh in the log is followed from what a sign-in issued. */
export function lastTokens(log, first) {
  const index = log.findIndex(
    (it) =>
      it.endpoint === 'token' &&
      isSuccess(it) &&
      it.grantType === 'refresh_token' &&
      it.sent.refresh_token === first.refresh_token,
  );
  return index === -1
    ? first
    : lastTokens(log.slice(index + 1), { ...first, ...log[index].issued });
}

/** The fingerprints that a revocation ends, refresh token first. */
export const fingerprintsOf = ({ refresh_token, access_token }) =>
  [refresh_token, access_token].filter((it) => it !== undefined);

/** Nobody presented one of them once the server had been asked to revoke one. */
function judgeUnused(log, { name, refreshTokens }) {
  const since = log.findIndex(
    (it) => it.endpoint === 'revocation' && refreshTokens.includes(it.sent.token),
  );
  const later = log.slice(since + 1).filter((it) => it.grantType === 'refresh_token');
  return {
    what: `${name}: nothing was refreshed with them afterwards`,
    holds: since !== -1 && !later.some((it) => refreshTokens.includes(it.sent.refresh_token)),
  };
}

const countOf = ({ length }) => (length === 1 ? 'one token' : `${length} tokens`);

/** `before` and `after` are what introspection said of each of `tokens`, in their order; `refreshTokens` are among them. */
export function judgeEnd(log, { name, tokens, refreshTokens, before, after }) {
  const revoked = revocationsIn(log).map((it) => it.sent.token);
  return [
    {
      what: `${name}: introspection called ${countOf(tokens)} active before and inactive after`,
      holds: tokens.length > 0 && before.every(Boolean) && !after.some(Boolean),
    },
    {
      what: `${name}: the server was asked to revoke each and agreed`,
      holds: tokens.every((it) => revoked.includes(it)),
    },
    ...(refreshTokens.length === 0 ? [] : [judgeUnused(log, { name, refreshTokens })]),
  ];
}

/** `turnedAway` is what the server noted while it was down, `statusThen` what the app held for true. */
export function judgePending({ turnedAway, statusThen }) {
  const asked = turnedAway.filter((it) => it.path === '/token/revocation').length;
  return [
    {
      what: `a server that was down was asked for a revocation ${asked} times, and it stayed pending`,
      holds: asked >= 2 && statusThen === 'revocation_pending',
    },
  ];
}

/**
 * `ended` holds each account's { refresh_token, access_token }; of `labels` those in `working` had tokens that worked;
 * `report` and `leaks` are of the saved files.
 */
export function judgePanic(log, { labels, working, ended, report, leaks }) {
  const order = revocationsIn(log).map((it) => it.sent.token);
  const placesOf = (field) =>
    ended.flatMap((it) => (it[field] === undefined ? [] : [order.indexOf(it[field])]));
  const places = placesOf('refresh_token');
  const proven = report.accounts.filter((it) => it.verdict === 'proven_dead');
  return [
    {
      what: 'the panic ended every refresh token before it asked for any access token',
      holds:
        places.every((it) => it !== -1) &&
        Math.max(...places) < Math.min(...placesOf('access_token')),
    },
    {
      what: `its report has ${labels.length} accounts, proven dead the ${working.length} whose tokens had worked`,
      holds: isSame(labelsOf(report.accounts), labels) && isSame(labelsOf(proven), working),
    },
    {
      what: 'no token stands in the report, in either format',
      holds: leaks === 0,
    },
  ];
}

const labelsOf = (accounts) => accounts.map((it) => it.label);
const isSame = (one, other) => one.toSorted().join('\n') === other.toSorted().join('\n');

/** Of what was pasted: `own` is the log of the server that issued the token, `others` of whoever must not get it. */
export function judgeFound({ own, others, found, unknown }) {
  const got = (log, fingerprint) => log.some((it) => Object.values(it.sent).includes(fingerprint));
  return [
    {
      what: 'the found token went to the one server that had issued it',
      holds: got(own, found) && !others.some((log) => got(log, found)),
    },
    {
      what: 'the unknown string went to no server',
      holds: ![own, ...others].some((log) => got(log, unknown)),
    },
  ];
}

/** `tokens` were revoked before; logging out must add no revocation. */
export function judgeLogOut(log, tokens) {
  const visit = log.findIndex((it) => it.path === '/session/end' && isSuccess(it));
  const said = log[visit]?.parameters ?? [];
  const revokedBefore = revocationsIn(log.slice(0, visit)).map((it) => it.sent.token);
  return [
    {
      what: 'logging out came after the revocation, and named the client and the session',
      holds:
        visit !== -1 &&
        tokens.every((it) => revokedBefore.includes(it)) &&
        said.includes('client_id') &&
        said.includes('id_token_hint'),
    },
  ];
}

/** `lines` are of the app's audit log, `check` is what verifying it found. */
export function judgeActivity({ lines, check, tokens }) {
  const dead = lines.filter((it) => it.verdict === 'proven_dead').map((it) => it.fingerprint);
  return [
    {
      what: `the activity has a line, proven dead, for each of ${tokens.length} tokens`,
      holds: tokens.length > 0 && tokens.every((it) => dead.includes(it)),
    },
    {
      what: 'its log is intact, and ends where the keychain remembers',
      holds: check.broken === null && check.lines > 0 && check.head === 'matches',
    },
  ];
}
