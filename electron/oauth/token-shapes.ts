/** The looks of tokens by the prefixes that providers give them, each of bounded length and read in one go. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { Recognised } from './recognise-tokens.ts';

export type TokenShape = Omit<Recognised, 'token'> & { readonly pattern: string };

/** A token never goes on with one of these before or behind it. */
const beforeToken = '(?<![A-Za-z0-9_])';
const behind = '(?![A-Za-z0-9_])';

function shape(
  prefix: string,
  rest: string,
  [name, provider, kind]: readonly [string, Recognised['provider'], TokenKind | null],
): TokenShape {
  const pattern = `${beforeToken}${prefix.replaceAll('.', '\\.')}${rest}${behind}`;
  return { name, provider, kind, prefix, pattern };
}

const word = '[A-Za-z0-9]';
const slack = '[A-Za-z0-9-]{10,250}';

/** As the providers document their prefixes. */
export const tokenShapes: readonly TokenShape[] = [
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
];
