/** Which way of ending tokens a server gets, and what every way promises about itself. */
import { describe, expect, it } from 'vitest';
import type { Server } from '../../../../electron/account-record.ts';
import { chooseRecipe, knownRecipes } from '../../../../electron/oauth/recipes/choose-recipe.ts';
import { serverAt } from '../../../fixtures/scripted-issuer.ts';

const at = (tokenEndpoint: string, change: Partial<Server> = {}): Server =>
  serverAt(new URL(tokenEndpoint).origin, {
    tokenEndpoint,
    revocationEndpoint: null,
    introspectionEndpoint: null,
    ...change,
  });
const idFor = (server: Server) => chooseRecipe(server).facts.id;

describe('the recipe of a server', () => {
  it('goes by the host of the frozen token endpoint alone', () => {
    expect(idFor(at('https://github.com/login/oauth/access_token'))).toBe('github');
    expect(idFor(at('https://github.com.evil.example/login/oauth/access_token'))).toBe('none');
    expect(idFor(at('https://evil.example/github.com', { issuer: 'https://github.com' }))).toBe(
      'none',
    );
    expect(idFor(at('https://notgithub.com/login/oauth/access_token'))).toBe('none');
  });

  it('O-40 is none for a server without any way, and says so', () => {
    const recipe = chooseRecipe(at('https://id.example/token'));
    expect(recipe).toMatchObject({ revoke: null, facts: { id: 'none', route: 'none' } });
    expect(recipe.revocationUrl(at('https://id.example/token'))).toBeNull();
  });

  it('is the standard one where the metadata names an endpoint', () => {
    const server = at('https://id.example/token', {
      revocationEndpoint: 'https://id.example/revoke',
    });
    expect(idFor(server)).toBe('standard');
  });

  it('prefers an endpoint that a server has come to name over its page', () => {
    const page = at('https://bitbucket.org/site/oauth2/access_token');
    expect(chooseRecipe(page).facts).toMatchObject({ id: 'bitbucket', route: 'page' });
    expect(idFor({ ...page, revocationEndpoint: 'https://bitbucket.org/revoke' })).toBe('standard');
  });

  it('never fits two', () => {
    const hosts = [
      'github.com',
      'slack.com',
      'acme.okta.com',
      'discord.com',
      'api.box.com',
      'zoom.us',
    ];
    for (const host of hosts) {
      const server = at(`https://${host}/token`, { revocationEndpoint: `https://${host}/revoke` });
      expect(knownRecipes.filter((it) => it.matches(server))).toHaveLength(1);
    }
  });
});

describe.each(knownRecipes.map((it) => [it.facts.id, it] as const))(
  'the recipe %s',
  (_id, recipe) => {
    it('says where it comes from, and does not claim to have been tried', () => {
      expect(recipe.facts.source.length).toBeGreaterThan(10);
      expect(recipe.facts.triedLive).toBe(false);
    });

    it('sends nothing anywhere but over https', () => {
      const { page } = recipe.facts;
      if (page !== null) expect(new URL(page).protocol).toBe('https:');
    });

    it('asks either by a function with tokens to ask about, or not at all', () => {
      expect(recipe.revoke === null).toBe(recipe.revokes.length === 0);
      expect(recipe.facts.route === 'page').toBe(recipe.revoke === null);
    });
  },
);

it('names each recipe once', () => {
  const ids = knownRecipes.map((it) => it.facts.id);
  expect(new Set(ids).size).toBe(ids.length);
});
