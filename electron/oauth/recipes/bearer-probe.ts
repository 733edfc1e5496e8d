/** Tries an access token out at a provider's endpoint that answers 200 to a living one and 401 to a dead one. */
import { askProvider, bearer, toProbeAnswer } from './ask-provider.ts';
import type { Recipe } from './recipe.ts';

type BearerProbe = {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** The word before the token, where the provider has one of its own. */
  readonly scheme?: string;
};

export function bearerProbe({ url, method = 'GET', scheme }: BearerProbe): Recipe['probe'] {
  return {
    method: 'validity_probe',
    kinds: ['access_token'],
    run: async (deps, { token }) => {
      const headers =
        scheme === undefined ? bearer(token) : { authorization: `${scheme} ${token.reveal()}` };
      const answer = await askProvider(deps, { url, method, headers });
      return toProbeAnswer(answer, {
        active: answer.status === 200,
        inactive: answer.status === 401,
      });
    },
  };
}
