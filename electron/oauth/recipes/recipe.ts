/** What Tokenward knows of ending tokens at one kind of server: data, and at most two small functions. */
import type { TokenKind } from '../../../shared/account-view.ts';
import type { RecipeFacts } from '../../../shared/revocation-route.ts';
import type {
  AnswerBody,
  MissingAnswer,
  ProofMethod,
  RevocationAnswerKind,
} from '../../../shared/verdict.ts';
import type { Server } from '../../account-record.ts';
import type { Secret } from '../../secret.ts';
import type { ClientAtServer } from '../client-configuration.ts';
import type { OAuthDeps } from '../oauth-deps.ts';

export type TokenAtServer = ClientAtServer & {
  readonly token: Secret;
  readonly kind: TokenKind;
  /** The access token of the same grant, for a server that wants to be asked with one; null where none is held. */
  readonly accessToken: Secret | null;
};

export type RevocationAnswer = {
  readonly outcome: Exclude<RevocationAnswerKind, 'not_asked' | 'covered'>;
  readonly httpStatus: number | null;
  readonly oauthError: string | null;
  /** What the body was; null where none came. */
  readonly answerBody: AnswerBody | null;
  /** Why no answer came; null where one did, and where nobody was asked. */
  readonly missing: MissingAnswer | null;
  /** What the server asked to wait, ms; null where it did not. */
  readonly retryAfterMs: number | null;
};

/** Nobody is asked: there is no way to end this kind of token here. */
export const unsupportedHere: RevocationAnswer = {
  outcome: 'unsupported',
  httpStatus: null,
  oauthError: null,
  answerBody: null,
  missing: null,
  retryAfterMs: null,
};

/** Whether a token works right now. `inconclusive`: no answer, or one that says nothing about the token. */
export type ProbeAnswer = {
  readonly state: 'active' | 'inactive' | 'inconclusive';
  readonly httpStatus: number | null;
};

/** A recipe for the servers of one provider. */
export type KnownRecipe = Recipe & { readonly matches: (server: Server) => boolean };

/** Neither function ever throws: whatever happens is an answer. */
export type Recipe = {
  readonly facts: RecipeFacts;
  /** Where it goes, for the preview; null without a way to ask. */
  readonly revocationUrl: (server: Server) => URL | null;
  /** Null where the server cannot be asked: then there is only its page. */
  readonly revoke: ((deps: OAuthDeps, args: TokenAtServer) => Promise<RevocationAnswer>) | null;
  /** Kinds that `revoke` can be asked about; the others end with them or by themselves. */
  readonly revokes: readonly TokenKind[];
  readonly probe: {
    readonly method: Exclude<ProofMethod, 'refresh_attempt'>;
    readonly kinds: readonly TokenKind[];
    readonly run: (deps: OAuthDeps, args: TokenAtServer) => Promise<ProbeAnswer>;
  } | null;
};
