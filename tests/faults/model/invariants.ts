/** What holds after every command, whatever went wrong before (I1 to I6, and nothing lost). */
import { readFileSync } from 'node:fs';
import { type Status, statuses, statusOf } from '../../../shared/status.ts';
import { wasAnswered } from '../world/ledger.ts';
import { storedRefreshToken } from '../world/stored-tokens.ts';
import type { Family, Issued, Presentation } from '../world/token-families.ts';
import type { World } from '../world/world.ts';

/** What the run did that the invariants depend on. */
export type Expectations = {
  /** How many token requests an account had made when its grant ended; it makes no more. */
  readonly requestsAtEnd: Map<string, number>;
  /** Journal and keychain refused together, and since then not everything was saved. */
  bothRefused: boolean;
};

export type Broken = { readonly invariant: string; readonly what: string };

const mostAgain = 2;

/** I1: after a whole answer a consumed token is never presented, and without one at most twice more. */
function presentedTooOften(world: World, { presentations }: Family): readonly string[] {
  const byToken = new Map<Issued, Presentation[]>();
  for (const it of presentations) byToken.set(it.token, [...(byToken.get(it.token) ?? []), it]);
  return [...byToken.values()].flatMap((all) => {
    const from = all.findIndex(({ outcome }) => outcome === 'rotated' || outcome === 'refused');
    const after = all.slice(from + 1);
    const answered = all.findIndex(
      ({ outcome, exchange }) =>
        outcome !== 'kept' && wasAnswered(world.ledger.exchanges.get(exchange)),
    );
    const afterAnswer = answered < 0 ? [] : all.slice(answered + 1);
    if (from < 0 || (after.length <= mostAgain && afterAnswer.length === 0)) return [];
    return [`presented ${after.length} times more, ${afterAnswer.length} after a whole answer`];
  });
}

/** I2: what a new process would find is the server's current token or the one before it. */
function storedTooOld(world: World, { accountId, current, revoked }: Family): readonly string[] {
  if (revoked) return [];
  const stored = storedRefreshToken(world.stores, accountId);
  const allowed = [current.refreshToken, current.parent?.refreshToken];
  return allowed.includes(stored ?? 'none') ? [] : [`stored ${stored}, current ${allowed[0]}`];
}

/** The whole answer reached our socket: then a store holds its refresh token, unless both refused it and it lives. */
function lost(world: World, family: Family, expected: Expectations): readonly string[] {
  const { accountId, revoked } = family;
  const newest = world.ledger.newest.get(accountId);
  if (revoked || newest === undefined) return [];
  const stored = storedRefreshToken(world.stores, accountId);
  if (stored === newest.refreshToken) return [];
  const view = world.running()?.app.snapshot.account(accountId);
  if (!world.isDead() && view?.saved === false && expected.bothRefused) return [];
  return [`received ${newest.refreshToken}, stored ${stored}`];
}

/** I5: an account whose grant ended asks the token endpoint no more. */
function askedAfterEnd(world: World, family: Family, expected: Expectations): readonly string[] {
  const { accountId } = family;
  const requests = [...world.ledger.exchanges.values()].filter(
    (it) => it.accountId === accountId,
  ).length;
  const atEnd = expected.requestsAtEnd.get(accountId);
  if (atEnd !== undefined) return requests > atEnd ? [`${requests - atEnd} requests more`] : [];
  const status = world.durable().accounts[accountId]?.grant.status;
  if (status !== 'live' && status !== undefined) expected.requestsAtEnd.set(accountId, requests);
  return [];
}

/** I4: a status with a name, and nothing that runs for ever. */
function unnamed(world: World, { accountId }: Family): readonly string[] {
  const view = world.running()?.app.snapshot.account(accountId);
  if (world.isDead() || view === undefined) return [];
  const status: Status = statusOf(view, world.clock.now());
  return statuses.includes(status) ? [] : [`status ${status}`];
}

const markers = ['tkwrefreshtoken', 'tkwaccesstoken'].flatMap((text) => [
  text,
  Buffer.from(text).toString('hex'),
  ...[0, 1, 2].map((offset) =>
    Buffer.from(`${' '.repeat(offset)}${text}`)
      .toString('base64')
      .slice(offset === 0 ? 0 : 2 + offset, -4),
  ),
]);

/** I6: nothing that a token begins with, in any of its encodings. */
function leaks(world: World): readonly string[] {
  const running = world.running();
  if (running === null) return [];
  const surfaces: readonly (readonly [string, string])[] = [
    ['the snapshot', running.app.snapshot.toJson()],
    ['a log line', JSON.stringify(running.logger.lines)],
    ['the audit log', JSON.stringify(running.audit.entries)],
    ['the account file', JSON.stringify([running.store.read(), running.store.durable()])],
    ['an answer to the window', world.surfaces.join('\n')],
    ['the journal', readJournal(world)],
  ];
  world.surfaces.length = 0;
  return surfaces.flatMap(([name, text]) =>
    markers.some((marker) => text.includes(marker)) ? [`a token in ${name}`] : [],
  );
}

function readJournal({ journalFile }: World): string {
  try {
    return readFileSync(journalFile, 'utf8');
  } catch {
    return '';
  }
}

/** Everything that does not hold now; looked at when nothing moves. */
export function findBroken(world: World, expected: Expectations): readonly Broken[] {
  const named = (invariant: string, found: readonly string[], of = ''): readonly Broken[] =>
    found.map((what) => ({ invariant, what: `${of}${what}` }));
  return [
    ...world.families.flatMap((family) => {
      const of = `${family.accountId}: `;
      return [
        ...named('I1', presentedTooOften(world, family), of),
        ...named('I2', storedTooOld(world, family), of),
        ...named('lost', lost(world, family, expected), of),
        ...named('I4', unnamed(world, family), of),
        ...named('I5', askedAfterEnd(world, family, expected), of),
      ];
    }),
    ...named('I3', world.ledger.broken),
    ...named('I6', leaks(world)),
  ];
}
