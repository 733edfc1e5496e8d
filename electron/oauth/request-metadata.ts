/** Asks a server for its metadata in OpenID Connect's form, then in RFC 8414's (O-20). */
import type { GrantType } from '../../shared/account-definition.ts';
import { AppError } from '../app-error.ts';
import { fetchBounded, metadataDeadlineMs } from './bounded-fetch.ts';
import { metadataUrls, type TypedIssuer } from './issuer.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { errorOfAnswer, parseObject } from './oauth-errors.ts';
import { type DiscoveredServer, type Metadata, readMetadata } from './server-metadata.ts';

/** Throws AppError: what is wrong with the metadata or the way there. */
export async function requestMetadata(
  deps: OAuthDeps,
  typed: TypedIssuer,
  grantType: GrantType,
): Promise<DiscoveredServer> {
  let firstFailure: AppError | null = null;
  for (const url of metadataUrls(typed.url)) {
    const answer = await readAnswer(deps, url);
    if (!(answer instanceof AppError)) return readMetadata(typed, answer, grantType);
    firstFailure = moreTelling(firstFailure, answer);
  }
  throw firstFailure ?? new AppError('metadata_not_found');
}

/** "Something is there, but no metadata" says more than "nothing is there". */
const moreTelling = (before: AppError | null, now: AppError): AppError =>
  before === null || before.code === 'metadata_not_found' ? now : before;

/** The metadata, or why this address has none; the network's own failures are thrown, since the other form shares them. */
async function readAnswer(deps: OAuthDeps, url: URL): Promise<Metadata | AppError> {
  const answer = await fetchBounded(deps, {
    url,
    method: 'GET',
    headers: { accept: 'application/json' },
    body: null,
    deadlineMs: metadataDeadlineMs,
  });
  if (answer.status !== 200) return errorOfAnswer(answer, 'metadata', deps.clock.now().wall);
  return parseObject(answer.text) ?? new AppError('metadata_invalid', { reason: 'not_json' });
}
