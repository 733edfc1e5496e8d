/** Providers that offer no way to end a token but their own page, which a person opens and uses there. */
import { atHost } from './match-server.ts';
import type { KnownRecipe } from './recipe.ts';

type Page = {
  readonly id: string;
  readonly provider: string;
  readonly hosts: readonly string[];
  readonly page: string | null;
};

const pages: readonly Page[] = [
  {
    id: 'bitbucket',
    provider: 'Bitbucket',
    hosts: ['bitbucket.org'],
    page: 'https://bitbucket.org/account/settings/app-authorizations/',
  },
  {
    id: 'atlassian',
    provider: 'Atlassian',
    hosts: ['auth.atlassian.com'],
    page: 'https://id.atlassian.com/manage-profile/apps',
  },
  {
    id: 'spotify',
    provider: 'Spotify',
    hosts: ['accounts.spotify.com'],
    page: 'https://www.spotify.com/account/apps/',
  },
  {
    id: 'figma',
    provider: 'Figma',
    hosts: ['api.figma.com'],
    page: 'https://www.figma.com/settings',
  },
  {
    id: 'codeberg',
    provider: 'Codeberg',
    hosts: ['codeberg.org'],
    page: 'https://codeberg.org/user/settings/applications',
  },
  { id: 'airtable', provider: 'Airtable', hosts: ['airtable.com'], page: null },
  { id: 'monday', provider: 'monday.com', hosts: ['auth.monday.com'], page: null },
  {
    id: 'todoist',
    provider: 'Todoist',
    hosts: ['todoist.com'],
    page: 'https://app.todoist.com/app/settings/integrations',
  },
  { id: 'clickup', provider: 'ClickUp', hosts: ['api.clickup.com'], page: null },
];

/** None of them can be asked. */
export const pageRecipes: readonly KnownRecipe[] = pages.map(({ id, provider, hosts, page }) => ({
  facts: {
    id,
    provider,
    route: 'page',
    cascade: 'unknown',
    confidence: 'reported',
    source: `${provider} documents no revocation`,
    triedLive: false,
    sideEffects: [],
    page,
  },
  // One that has come to name a revocation endpoint is asked there like any other server.
  matches: (server) => server.revocationEndpoint === null && atHost(...hosts)(server),
  revocationUrl: () => null,
  revoke: null,
  revokes: [],
  probe: null,
}));
