import { expect, it } from 'vitest';
import { AppError } from '../../../electron/app-error.ts';
import { whyMissing } from '../../../electron/oauth/missing-answer.ts';
import { errorOfTransport } from '../../../electron/oauth/oauth-errors.ts';
import { TransportError } from '../../../electron/ports.ts';

it.each([
  ['redirected', new TransportError('redirected')],
  ['redirected', new AppError('redirect_refused')],
  ['timed_out', new AppError('timed_out')],
  ['timed_out', new TransportError('aborted')],
  ['connection_lost', new TransportError('unreachable')],
  ['connection_lost', new Error('whatever else')],
  ['not_sent', new TransportError('unreachable', undefined, true)],
  ['not_sent', new TransportError('proxy_authentication')],
  ['not_sent', new AppError('endpoint_not_https')],
  ['not_secure', new TransportError('tls')],
  ['too_large', new AppError('response_too_large')],
] as const)(
  'O-38 knows why no answer came, and says not sent only of what never left: %s',
  (missing, thrown) => {
    expect(whyMissing(errorOfTransport(thrown))).toBe(missing);
  },
);
