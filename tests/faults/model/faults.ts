/** What networks do to exchanges and servers answer instead of tokens, as fast-check arbitraries. */
import fc from 'fast-check';
import type { NetworkFault } from '../world/fault-proxy.ts';
import type { OddAnswer } from '../world/token-families.ts';

export const networkFault: fc.Arbitrary<NetworkFault> = fc.oneof(
  fc.record({
    kind: fc.constant('latency' as const),
    ms: fc.constantFrom(200, 5_000, 29_000, 31_000),
  }),
  fc.record({
    kind: fc.constantFrom(
      'reset_before' as const,
      'silent_before' as const,
      'reset_after' as const,
      'silent_after' as const,
      'close_after' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('cut' as const),
    share: fc.integer({ min: 1, max: 999 }),
    unmarked: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('drip' as const),
    pieces: fc.integer({ min: 2, max: 8 }),
    pauseMs: fc.constantFrom(100, 3_000, 10_000),
  }),
);

export const oddAnswer: fc.Arbitrary<OddAnswer> = fc.oneof(
  fc.record({ status: fc.constantFrom(500, 502, 503, 504), body: fc.constant('') }),
  fc.record({
    status: fc.constantFrom(429, 503),
    headers: fc.constantFrom(
      { 'retry-after': '20' },
      { 'retry-after': 'Thu, 01 Jan 2026 00:30:00 GMT' },
      { 'retry-after': 'soon' },
    ),
    body: fc.constant('{"error":"slow_down"}'),
  }),
  fc.record({ status: fc.constant(200), body: fc.constant('<html>Welcome to the hotel</html>') }),
);
