/**
 * Asks a server to end each token that is held and looks whether it did: refresh token first (RFC 7009 section 2.1),
 * then everything is tried out, then each is judged. Nothing is erased here.
 */
import type { TokenKind } from '../../shared/account-view.ts';
import {
  isEnded,
  type Proof,
  type RevocationAnswerKind,
  type RevocationOutcome,
} from '../../shared/verdict.ts';
import type { OAuthDeps } from '../oauth/oauth-deps.ts';
import type { Recipe, RevocationAnswer, TokenAtServer } from '../oauth/recipes/recipe.ts';
import { isSelfContained } from '../oauth/self-contained.ts';
import { judgeToken } from './judge-token.ts';

/** A token at its server, with what is known of its end. */
export type EndingToken = TokenAtServer & {
  /** Epoch ms as announced; null: unknown. */
  readonly expiresAt: number | null;
  /** A look at an earlier attempt had found it working. */
  readonly wasActive: boolean;
};

export type Ending = {
  readonly outcome: RevocationOutcome;
  /** What the server asked to wait before it is asked again, ms. */
  readonly retryAfterMs: number | null;
};

type Asked = {
  readonly token: EndingToken;
  readonly answer: RevocationAnswer | null;
  readonly wasActive: boolean;
};

export type EndTokensArgs = {
  readonly tokens: readonly EndingToken[];
  /** An earlier attempt had a 2xx for another token of the same grant, and nothing showed that one alive. */
  readonly endedBefore: boolean;
  readonly onReady: () => Promise<void>;
};

/** In the order of `tokens`; never throws for what a server answers. `onReady` runs right before the first is asked. */
export async function endTokens(
  deps: OAuthDeps,
  recipe: Recipe,
  { tokens, endedBefore, onReady }: EndTokensArgs,
): Promise<readonly Ending[]> {
  const before = await Promise.all(tokens.map((token) => worksBefore(deps, recipe, token)));
  await onReady();
  const asked: Asked[] = [];
  for (const [index, token] of tokens.entries()) {
    const answer = await askToEnd(deps, recipe, token);
    asked.push({ token, answer, wasActive: before[index] === true });
  }
  const looked = await Promise.all(
    asked.map(({ answer, ...it }) => answer && verify(deps, recipe, { ...it, answer })),
  );
  // A token that a look found working all the same shows that its 2xx ended nothing, and nothing together with it.
  const anyEnded = endedBefore || looked.some((it) => it !== null && gotYes(it.outcome));
  return Promise.all(
    asked.map((it, index) => looked[index] ?? verify(deps, recipe, { ...it, covered: anyEnded })),
  );
}

/** A 2xx that nothing has refuted since. */
export function gotYes(outcome: RevocationOutcome): boolean {
  return outcome.outcome === 'revoked' && isEnded(outcome);
}

/** Whether a token works, before anything of its grant is asked for; true where that was seen already. */
export async function worksBefore(
  deps: OAuthDeps,
  recipe: Recipe,
  token: EndingToken,
): Promise<boolean> {
  if (token.wasActive) return true;
  return (await look(deps, recipe, token)) === 'active';
}

/** Without a way to look it is not tried, which is not the same as having learnt nothing. */
export async function look(deps: OAuthDeps, { probe }: Recipe, token: EndingToken): Promise<Proof> {
  if (probe === null || !probe.kinds.includes(token.kind)) return 'not_tried';
  return (await probe.run(deps, token)).state;
}

async function askToEnd(
  deps: OAuthDeps,
  { revoke, revokes }: Recipe,
  token: EndingToken,
): Promise<RevocationAnswer | null> {
  return revoke === null || !revokes.includes(token.kind) ? null : revoke(deps, token);
}

async function verify(
  deps: OAuthDeps,
  recipe: Recipe,
  { token, answer, wasActive, covered = false }: Asked & { readonly covered?: boolean },
): Promise<Ending> {
  const outcome = answer?.outcome ?? unaskedOutcome(recipe, token.kind, covered);
  // A look that found nothing working before cannot show that it stopped.
  const proof = wasActive || outcome === 'revoked' ? await look(deps, recipe, token) : 'not_tried';
  const { kind, expiresAt } = token;
  const selfContained = isSelfContained(token.token);
  const at = deps.clock.now().wall;
  const judgement = judgeToken({
    token: kind,
    outcome,
    proof,
    wasActive,
    expiresAt,
    selfContained,
    at,
  });
  return {
    retryAfterMs: answer?.retryAfterMs ?? null,
    outcome: {
      token: kind,
      fingerprint: token.token.fingerprint(),
      ...judgement,
      at,
      outcome,
      httpStatus: answer?.httpStatus ?? null,
      oauthError: answer?.oauthError ?? null,
      answerBody: answer?.answerBody ?? null,
      missing: answer?.missing ?? null,
      proof,
      method: proof === 'active' || proof === 'inactive' ? (recipe.probe?.method ?? null) : null,
      wasActive,
    },
  };
}

/** What the provider documents to end together counts as ended by the one answer there was. */
function unaskedOutcome(
  { facts }: Recipe,
  kind: TokenKind,
  anyEnded: boolean,
): Extract<RevocationAnswerKind, 'covered' | 'not_asked'> {
  if (!anyEnded) return 'not_asked';
  const together =
    facts.cascade === 'grant' ||
    (facts.cascade === 'refresh_ends_access' && kind === 'access_token');
  return together ? 'covered' : 'not_asked';
}
