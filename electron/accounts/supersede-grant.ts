/**
 * What happens to the tokens that a new sign-in replaces: ended only where that provably leaves the new ones alone, else
 * written down as superseded. Elsewhere revoking an old token ends the whole grant, the new tokens with it.
 */
import type { TokenKind } from '../../shared/account-view.ts';
import type { RevocationOutcome } from '../../shared/verdict.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { auditWords, codeOfMissing } from './conclude-revocation.ts';
import { type EndingToken, endTokens } from './end-tokens.ts';
import { flushFacts } from './flush-facts.ts';
import type { HeldTokens } from './stored-grant.ts';

export type Superseded = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly clientSecret: Secret | null;
  readonly before: HeldTokens;
  readonly now: HeldTokens;
  /** The server is elsewhere now: its new endpoints never get tokens that were issued from the old ones. */
  readonly moved: boolean;
  /** How tokens end at this server; what is known of it unless a test says otherwise. */
  readonly recipe?: Recipe;
};

type SupersedeDeps = Pick<
  AccountDeps,
  'registry' | 'oauth' | 'audit' | 'clock' | 'logger' | 'snapshot'
>;

/** Resolves when everything is written down. Never throws: the sign-in has succeeded whatever becomes of the old tokens. */
export async function supersedeGrant(deps: SupersedeDeps, superseded: Superseded): Promise<void> {
  const recipe = superseded.recipe ?? chooseRecipe(superseded.server);
  const old = replacedTokens(superseded);
  if (old.length === 0) return;
  try {
    if (superseded.moved || recipe.revoke === null || recipe.facts.cascade !== 'token') {
      for (const token of old) await auditSuperseded(deps, superseded.record, token);
      return;
    }
    await endReplaced(deps, { ...superseded, recipe }, old);
  } catch (thrown) {
    deps.logger.error('supersede', { code: asAppError(thrown).code });
  }
}

/** A server that gave the same refresh token again has not replaced it. */
function replacedTokens({ record, server, clientSecret, before, now }: Superseded) {
  const { clientId } = record.definition;
  const pairs: readonly (readonly [TokenKind, Secret | null, Secret | null])[] = [
    ['refresh_token', before.refreshToken, now.refreshToken],
    ['access_token', before.accessToken, now.accessToken],
  ];
  const { expiresAt } = before;
  return pairs.flatMap(([kind, token, newer]): EndingToken[] => {
    if (token === null || (newer !== null && token.equals(newer))) return [];
    const client = { server, clientId, clientSecret, accessToken: before.accessToken };
    return [{ ...client, token, kind, expiresAt, wasActive: false }];
  });
}

/** The new tokens are looked at before and after: what worked and no longer does went with the old ones. */
async function endReplaced(
  deps: SupersedeDeps,
  superseded: Superseded & { readonly recipe: Recipe },
  old: readonly EndingToken[],
): Promise<void> {
  const { record, recipe } = superseded;
  const workedBefore = await newOnesWork(deps, superseded);
  const endings = await endTokens(deps.oauth, recipe, {
    tokens: old,
    endedBefore: false,
    onReady: async () => undefined,
  });
  for (const { outcome } of endings) await auditSuperseded(deps, record, outcome);
  if (!workedBefore || (await newOnesWork(deps, superseded)) !== false) return;
  const at = deps.clock.now().wall;
  const error = new AppError('grant_refused', { reason: 'ended_with_earlier_grant' }).view();
  deps.registry.patch(record.accountId, {
    grant: { status: 'refused', at, error },
    lastProblem: { at, error },
  });
  await flushFacts(deps, record.accountId);
}

/** Null where nobody can tell. */
async function newOnesWork(
  deps: SupersedeDeps,
  { record, server, clientSecret, now, recipe }: Superseded & { readonly recipe: Recipe },
): Promise<boolean | null> {
  const { probe } = recipe;
  const kind = now.refreshToken === null ? 'access_token' : 'refresh_token';
  const token = now.refreshToken ?? now.accessToken;
  if (probe === null || token === null || !probe.kinds.includes(kind)) return null;
  const { clientId } = record.definition;
  const client = { server, clientId, clientSecret, accessToken: now.accessToken };
  const { state } = await probe.run(deps.oauth, { ...client, token, kind });
  return state === 'inconclusive' ? null : state === 'active';
}

function auditSuperseded(
  deps: SupersedeDeps,
  record: AccountRecord,
  what: EndingToken | RevocationOutcome,
): Promise<void> {
  const asked = 'outcome' in what ? what : null;
  return auditAccount(deps, record, {
    event: 'supersede',
    outcome: asked === null ? 'local_only' : auditWords[asked.outcome],
    token: 'kind' in what ? what.kind : what.token,
    fingerprint: 'kind' in what ? what.token.fingerprint() : what.fingerprint,
    code: codeOfMissing(asked?.missing ?? null),
    oauthError: asked?.oauthError ?? null,
    httpStatus: asked?.httpStatus ?? null,
    answerBody: asked?.answerBody ?? null,
    verdict: asked?.verdict ?? null,
    method: asked?.method ?? null,
    durable: true,
  });
}
