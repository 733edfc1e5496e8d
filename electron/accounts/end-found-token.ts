/** Ends one found token at the host of its route, looks before and after, and writes one line; nothing of it is kept. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { RevocationOutcome } from '../../shared/verdict.ts';
import { asAppError } from '../app-error.ts';
import {
  type ProbeAnswer,
  type RevocationAnswer,
  unsupportedHere,
} from '../oauth/recipes/recipe.ts';
import type { Recognised } from '../oauth/recognise-tokens.ts';
import { isSelfContained } from '../oauth/self-contained.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditWords, codeOfMissing } from './conclude-revocation.ts';
import type { FoundRouteTaken } from './found-token-route.ts';
import { judgeToken } from './judge-token.ts';
import { readReplaceable } from './read-replaceable.ts';

type Route = Exclude<FoundRouteTaken, { readonly kind: 'none' }>;

type Way = {
  readonly revoke: () => Promise<RevocationAnswer>;
  readonly probe: (() => Promise<ProbeAnswer>) | null;
  readonly method: 'introspection' | 'validity_probe';
};

/**
 * `beforeAsking` runs once the token was looked at; what it throws stops the rest. Throws AppError `keychain_*` where the
 * client's secret cannot be read.
 */
export async function endFoundToken(
  deps: AccountDeps,
  found: Recognised,
  route: Route,
  beforeAsking: () => Promise<void> = async () => undefined,
): Promise<RevocationOutcome> {
  const kind = route.match?.kind ?? found.kind ?? 'access_token';
  const way =
    route.kind === 'provider'
      ? providerWay(deps, route, found.token)
      : await clientWay(deps, route, { token: found.token, kind });
  const before = await way.probe?.();
  await beforeAsking();
  const answer = await way.revoke();
  const after = await way.probe?.();
  const outcome = judge(deps, { found, route, kind, answer, before, after, method: way.method });
  await auditFound(deps, route, outcome);
  return outcome;
}

function providerWay(
  deps: AccountDeps,
  { recipe }: Extract<Route, { readonly kind: 'provider' }>,
  token: Secret,
): Way {
  const { probe } = recipe;
  return {
    revoke: () => recipe.revoke(deps.oauth, token),
    probe: probe === null ? null : () => probe(deps.oauth, token),
    method: 'validity_probe',
  };
}

/** As the client of the account that had it; only its secret is taken from the keychain. */
async function clientWay(
  deps: AccountDeps,
  { record, server, recipe }: Extract<Route, { readonly kind: 'client' }>,
  { token, kind }: { readonly token: Secret; readonly kind: TokenKind },
): Promise<Way> {
  // An item that is lost must not keep what was found alive; a public client needs nothing of it anyway.
  const { clientSecret, tokens } = (await readReplaceable(deps, record.accountId)).stored;
  const { clientId } = record.definition;
  const accessToken = kind === 'access_token' ? token : (tokens?.accessToken ?? null);
  const args = { server, clientId, clientSecret, accessToken, token, kind };
  const { revoke, probe } = recipe;
  return {
    revoke: async () => (await revoke?.(deps.oauth, args)) ?? unsupportedHere,
    probe: probe?.kinds.includes(kind) === true ? () => probe.run(deps.oauth, args) : null,
    method: probe?.method ?? 'introspection',
  };
}

type Judged = {
  readonly found: Recognised;
  readonly route: Route;
  readonly kind: TokenKind;
  readonly answer: RevocationAnswer;
  readonly before: ProbeAnswer | undefined;
  readonly after: ProbeAnswer | undefined;
  readonly method: Way['method'];
};

function judge(
  deps: AccountDeps,
  { found, route, kind, answer, before, after, method }: Judged,
): RevocationOutcome {
  const proof = after?.state ?? 'not_tried';
  const wasActive = before?.state === 'active';
  const { outcome, httpStatus, oauthError, answerBody, missing } = answer;
  const at = deps.clock.now().wall;
  const expiresAt = route.claims?.expiresAt ?? null;
  const selfContained = isSelfContained(found.token);
  return {
    token: kind,
    fingerprint: found.token.fingerprint(),
    ...judgeToken({ token: kind, outcome, proof, wasActive, expiresAt, selfContained, at }),
    at,
    outcome,
    httpStatus,
    oauthError,
    answerBody,
    missing,
    proof,
    method: proof === 'active' || proof === 'inactive' ? method : null,
    wasActive,
  };
}

async function auditFound(
  deps: AccountDeps,
  { match, shown }: Route,
  outcome: RevocationOutcome,
): Promise<void> {
  const { token, fingerprint, httpStatus, oauthError, answerBody, verdict, method } = outcome;
  try {
    await deps.audit.append(
      {
        event: 'found_revoke',
        accountId: match?.accountId ?? '',
        label: match?.label ?? shown.provider,
        issuer: shown.host,
        token,
        fingerprint,
        outcome: auditWords[outcome.outcome],
        code: codeOfMissing(outcome.missing),
        oauthError,
        httpStatus,
        answerBody,
        verdict,
        method,
      },
      { durable: true },
    );
  } catch (thrown) {
    deps.logger.error('audit.append', { code: asAppError(thrown).code });
  }
}
