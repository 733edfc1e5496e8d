/** Chromium's stack first; what it refuses for an unknown authority goes once more under the extra authorities (N-05). */
import type { Authority, Logger, Transport } from '../ports.ts';
import { createNodeTlsTransport } from './node-tls-transport.ts';
import { isUnknownAuthority } from './transport-failure.ts';

type ExtraCaOptions = {
  readonly first: Transport;
  readonly authorities: () => readonly Pick<Authority, 'pem'>[];
  readonly logger: Pick<Logger, 'info'>;
};

/**
 * Nothing is ever sent twice: a certificate is judged before the request leaves, and no other failure leads on. The
 * second way knows no system proxy.
 */
export function createExtraCaTransport(options: ExtraCaOptions): Transport {
  const { first, authorities, logger } = options;
  const second = createNodeTlsTransport(() => authorities().map(({ pem }) => pem));
  return async (url, request) => {
    try {
      return await first(url, request);
    } catch (thrown) {
      if (!isUnknownAuthority(thrown) || authorities().length === 0) throw thrown;
    }
    logger.info('transport.extra_authorities', { host: url.host });
    return await second(url, request);
  };
}
