/** How tokens can be ended at one kind of server, as the window may show it: the route, what it takes along, how sure we are. */

/** `rfc7009`: the server's revocation endpoint; `sessions`: all sessions of the person; `page`: only the provider's own page. */
export const routeKinds = ['rfc7009', 'proprietary', 'sessions', 'page', 'none'] as const;
export type RouteKind = (typeof routeKinds)[number];

/**
 * What else ends with a token: `grant`: everything of this user at this client; `refresh_ends_access`: access tokens of
 * the refresh token; `token`: nothing else; `sessions`: every session of the person, in every app.
 */
export const cascades = ['grant', 'refresh_ends_access', 'token', 'sessions', 'unknown'] as const;
export type Cascade = (typeof cascades)[number];

/** Where a fact comes from. `specification`: an RFC; `documented`: the provider says so; `reported`: others do. */
export type Confidence = 'specification' | 'documented' | 'reported';

/** What revoking does besides, each with words of its own. */
export type SideEffect =
  | 'ends_all_apps'
  | 'owner_is_notified'
  | 'takes_minutes'
  | 'ends_other_tools';

export type RecipeFacts = {
  /** `standard` for any server with RFC 7009, `none` for one without, else the provider. */
  readonly id: string;
  /** The provider's proper name; null for a standard server. */
  readonly provider: string | null;
  readonly route: RouteKind;
  readonly cascade: Cascade;
  readonly confidence: Confidence;
  /** The document the facts were written from: title and section, no link. */
  readonly source: string;
  /** True only where the recipe was run against a real server of this kind. */
  readonly triedLive: boolean;
  readonly sideEffects: readonly SideEffect[];
  /** The provider's page for ending access by hand; https; null where none is known. */
  readonly page: string | null;
};
