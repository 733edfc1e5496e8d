/** The tokens of a small authorization server that rotates, and what became of each (RFC 9700 section 4.14.2). */

/** `strict` ends the family when a consumed token comes back; the two others give the same set, or another, for it. */
export type ServerKind = 'strict' | 'grace_same' | 'grace_next';

/** What a token request is answered with instead of tokens; the token is not looked at then. */
export type OddAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Issued = {
  readonly refreshToken: string;
  readonly accessToken: string;
  /** The token that was presented for it; null for the first of a family. */
  readonly parent: Issued | null;
  consumed: boolean;
};

export type Presentation = {
  readonly exchange: string;
  readonly token: Issued;
  /** `rotated`: the token is consumed; `kept`: the server did not rotate. */
  readonly outcome: 'rotated' | 'repeated' | 'kept' | 'refused';
  /** What the answer carries; null where it is a refusal. */
  readonly given: Issued | null;
  readonly body: string;
};

export type Family = {
  readonly accountId: string;
  current: Issued;
  rotates: boolean;
  /** Why it is over, if it is. */
  ended: 'reuse' | 'server' | 'revoked' | null;
  /** It was asked to revoke a token of it, and said yes. */
  revoked: boolean;
  expiresInSeconds: number;
  /** The answer is spoilt behind its refresh token, so that only that may be kept of it. */
  spoilsRest: boolean;
  readonly presentations: Presentation[];
};

export type ServerState = {
  kind: ServerKind;
  families: Family[];
  readonly byToken: Map<string, { readonly family: Family; readonly token: Issued }>;
  odd: OddAnswer[];
  made: number;
};

function issue(state: ServerState, family: Family | null, accountId: string): Issued {
  state.made += 1;
  // Unlike anything else that is ever written, so that a leak is found by its beginning.
  return {
    refreshToken: `tkwrefreshtoken-${accountId}-${state.made}`,
    accessToken: `tkwaccesstoken-${accountId}-${state.made}`,
    parent: family?.current ?? null,
    consumed: false,
  };
}

function register(state: ServerState, family: Family, token: Issued): Issued {
  state.byToken.set(token.refreshToken, { family, token });
  return token;
}

/** The tokens for a presented one, or null for a refusal. */
function redeem(
  state: ServerState,
  family: Family,
  token: Issued,
): Pick<Presentation, 'outcome' | 'given'> {
  if (family.ended !== null) return { outcome: 'refused', given: null };
  if (token === family.current) {
    if (!family.rotates) return { outcome: 'kept', given: token };
    token.consumed = true;
    family.current = register(state, family, issue(state, family, family.accountId));
    return { outcome: 'rotated', given: family.current };
  }
  const inGrace = state.kind !== 'strict' && family.current.parent === token;
  if (!inGrace) {
    family.ended = 'reuse';
    return { outcome: 'refused', given: null };
  }
  if (state.kind === 'grace_next') {
    const next = { ...issue(state, family, family.accountId), parent: token };
    family.current = register(state, family, next);
  }
  return { outcome: 'repeated', given: family.current };
}

function bodyOf(
  { expiresInSeconds, spoilsRest }: Family,
  given: Issued,
  presented: string,
): string {
  return JSON.stringify({
    token_type: spoilsRest ? 'mac' : 'Bearer',
    access_token: given.accessToken,
    ...(given.refreshToken === presented ? {} : { refresh_token: given.refreshToken }),
    expires_in: expiresInSeconds,
  });
}

export function answerToken(
  state: ServerState,
  form: URLSearchParams,
  exchange: string,
): OddAnswer {
  const odd = state.odd.shift();
  if (odd !== undefined) return odd;
  const presented = form.get('refresh_token') ?? '';
  const known = state.byToken.get(presented);
  // Some servers repeat what they refuse: none of it may turn up anywhere.
  const refusal = JSON.stringify({
    error: 'invalid_grant',
    error_description: `unknown token ${presented}`,
  });
  if (known === undefined) return { status: 400, body: refusal };
  const { family, token } = known;
  const redeemed = redeem(state, family, token);
  const body = redeemed.given === null ? refusal : bodyOf(family, redeemed.given, presented);
  family.presentations.push({ exchange, token, body, ...redeemed });
  return { status: redeemed.given === null ? 400 : 200, body };
}

export function answerRevocation(state: ServerState, form: URLSearchParams): OddAnswer {
  const family = state.byToken.get(form.get('token') ?? '')?.family;
  if (family !== undefined) {
    family.ended ??= 'revoked';
    family.revoked = true;
  }
  return { status: 200, body: '' };
}

export function openFamily(state: ServerState, accountId: string): Family {
  const first = issue(state, null, accountId);
  const family: Family = {
    accountId,
    current: first,
    rotates: true,
    ended: null,
    revoked: false,
    expiresInSeconds: 3600,
    spoilsRest: false,
    presentations: [],
  };
  register(state, family, first);
  state.families.push(family);
  return family;
}
