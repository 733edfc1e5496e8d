/** Ends tokens that were issued but must not be used: asked of the server as far as it can, and written down. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { auditWords } from './conclude-revocation.ts';

type Discard = {
  readonly server: Server;
  readonly clientSecret: Secret | null;
  readonly received: { readonly accessToken: Secret | null; readonly refreshToken: Secret | null };
};

/** Resolves when every token was tried; never throws for what the server answers. */
export async function discardTokens(
  deps: Pick<AccountDeps, 'oauth' | 'audit' | 'logger' | 'snapshot'>,
  record: AccountRecord,
  { server, clientSecret, received }: Discard,
): Promise<void> {
  // Ending every session of a person would go far beyond a token that nobody wants.
  const { revoke, revokes, facts } = chooseRecipe(server);
  const { clientId } = record.definition;
  const client = { server, clientId, clientSecret, accessToken: received.accessToken };
  const tokens: readonly (readonly [TokenKind, Secret | null])[] = [
    ['refresh_token', received.refreshToken],
    ['access_token', received.accessToken],
  ];
  for (const [kind, token] of tokens) {
    if (token === null) continue;
    const canBeAsked = revoke !== null && revokes.includes(kind) && facts.route !== 'sessions';
    const answer = canBeAsked ? await revoke(deps.oauth, { ...client, token, kind }) : null;
    await auditAccount(deps, record, {
      event: 'discard',
      outcome: answer === null ? 'failed' : auditWords[answer.outcome],
      code: answer === null ? 'revocation_unsupported' : null,
      token: kind,
      secret: token,
      oauthError: answer?.oauthError ?? null,
      httpStatus: answer?.httpStatus ?? null,
      durable: true,
    });
  }
}
