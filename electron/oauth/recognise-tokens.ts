/** Finds tokens in any text by the prefixes that providers give them, by the shape of a JWT, and by the names beside them. */
import type { TokenKind } from '../../shared/account-view.ts';
import { Secret } from '../secret.ts';

export type Recognised = {
  /** The provider and what it calls this; `JWT`; null for an opaque text that only its name gives away. */
  readonly name: string | null;
  readonly provider: 'github' | 'gitlab' | 'slack' | 'google' | 'dropbox' | 'linear' | null;
  readonly kind: TokenKind | null;
  readonly prefix: string;
  readonly token: Secret;
};

type Shape = Omit<Recognised, 'token'> & { readonly pattern: string };

/** A token never goes on with one of these before or behind it. */
const before = '(?<![A-Za-z0-9_])';
const behind = '(?![A-Za-z0-9_])';

function shape(
  prefix: string,
  rest: string,
  [name, provider, kind]: readonly [string, Recognised['provider'], TokenKind | null],
): Shape {
  const pattern = `${before}${prefix.replaceAll('.', '\\.')}${rest}${behind}`;
  return { name, provider, kind, prefix, pattern };
}

const word = '[A-Za-z0-9]';
const slack = '[A-Za-z0-9-]{10,250}';

/** As the providers document their prefixes. */
const shapes: readonly Shape[] = [
  shape('gho_', `${word}{36,251}`, ['GitHub OAuth token', 'github', 'access_token']),
  shape('ghu_', `${word}{36,251}`, ['GitHub App user token', 'github', 'access_token']),
  shape('ghr_', `${word}{36,251}`, ['GitHub App refresh token', 'github', 'refresh_token']),
  shape('ghp_', `${word}{36,251}`, ['GitHub personal access token', 'github', null]),
  shape('github_pat_', '[A-Za-z0-9_]{22,251}', ['GitHub fine-grained token', 'github', null]),
  shape('ghs_', `${word}{36,251}`, ['GitHub App installation token', null, null]),
  shape('gloas-', '[A-Za-z0-9_-]{20,251}', ['GitLab OAuth application secret', null, null]),
  shape('glpat-', '[A-Za-z0-9_.-]{20,251}', ['GitLab personal access token', 'gitlab', null]),
  shape('xoxe.xoxp-', slack, ['Slack user token', 'slack', 'access_token']),
  shape('xoxe.xoxb-', slack, ['Slack bot token', 'slack', 'access_token']),
  shape('xoxe-', slack, ['Slack refresh token', null, 'refresh_token']),
  shape('xoxp-', slack, ['Slack user token', 'slack', 'access_token']),
  shape('xoxb-', slack, ['Slack bot token', 'slack', 'access_token']),
  shape('npm_', `${word}{36}`, ['npm token', null, null]),
  shape('ya29.', '[A-Za-z0-9_-]{20,2000}', ['Google access token', 'google', 'access_token']),
  shape('1//', '[A-Za-z0-9_-]{30,500}', ['Google refresh token', 'google', 'refresh_token']),
  shape('sl.', '[A-Za-z0-9_-]{60,2000}', ['Dropbox access token', 'dropbox', 'access_token']),
  shape('lin_oauth_', `${word}{32,200}`, ['Linear access token', 'linear', 'access_token']),
  shape('figd_', '[A-Za-z0-9_-]{20,200}', ['Figma personal access token', null, null]),
  shape('dop_v1_', '[0-9a-f]{64}', ['DigitalOcean personal access token', null, null]),
  shape('doo_v1_', '[0-9a-f]{64}', ['DigitalOcean OAuth token', null, 'access_token']),
  shape('shpat_', '[0-9a-f]{32}', ['Shopify access token', null, 'access_token']),
  shape('ntn_', `${word}{40,60}`, ['Notion token', null, 'access_token']),
  {
    name: 'JWT',
    provider: null,
    kind: null,
    prefix: 'eyJ',
    pattern: `${before}eyJ[A-Za-z0-9_-]{8,8000}\\.eyJ[A-Za-z0-9_-]{2,16000}\\.[A-Za-z0-9_-]{10,2000}`,
  },
];

/** `access_token=...`, `"refresh_token": "..."`, escaped or not, and `Authorization: Bearer ...`. */
const named =
  '(?:(?<name>access_?token|refresh_?token)\\\\*["\']?\\s*(?:=|:|=>)\\s*\\\\*["\']?|\\bBearer\\s+)(?<value>[A-Za-z0-9._~+/-]{16,4000}=*)';

const everything = new RegExp(
  [...shapes.map(({ pattern }, index) => `(?<s${index}>${pattern})`), named].join('|'),
  'gi',
);

const kindOfName = (name: string): TokenKind =>
  name.toLowerCase().startsWith('refresh') ? 'refresh_token' : 'access_token';

/** Each token once, in the order of the text. Shapes are told apart by case, names are not. */
export function* recogniseTokens(text: string): Generator<Recognised> {
  const seen = new Set<string>();
  for (const { groups = {} } of text.matchAll(everything)) {
    const found = fromShape(groups) ?? fromName(groups);
    if (found === null || seen.has(found.token.fingerprint())) continue;
    seen.add(found.token.fingerprint());
    yield found;
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

function fromShape(groups: Groups): Recognised | null {
  for (const [index, { pattern: _pattern, ...known }] of shapes.entries()) {
    const value = groups[`s${index}`];
    if (value?.startsWith(known.prefix) === true) return { ...known, token: Secret.of(value) };
  }
  return null;
}

/** A token of a known shape behind a name is that shape, whichever of the two was seen first. */
function fromName(groups: Groups): Recognised | null {
  const { name, value } = groups;
  if (value === undefined) return null;
  const [inside] = recogniseShapes(value);
  if (inside !== undefined) return inside;
  const kind = name === undefined ? null : kindOfName(name);
  return { name: null, provider: null, kind, prefix: '', token: Secret.of(value) };
}

function* recogniseShapes(value: string): Generator<Recognised> {
  for (const { groups = {} } of value.matchAll(everything)) {
    const found = fromShape(groups);
    if (found !== null) yield found;
  }
}
