// Every other way in which the app ends tokens, one after another, and what the server's side says of all of them at last.
import { showActivity } from './demo-activity.mjs';
import {
  judgeActivity,
  judgeEnd,
  judgeFound,
  judgeLogOut,
  judgePanic,
  judgePending,
} from './demo-end-evidence.mjs';
import { showFound } from './demo-found.mjs';
import { areActive } from './demo-introspection.mjs';
import { showPanic } from './demo-panic.mjs';
import { showPending } from './demo-pending.mjs';
import { showSelection } from './demo-selection.mjs';

/** The clock goes ahead for the last of them, so that the lines of the activity stay in order. */
export async function showEnds(demo) {
  const selection = await showSelection(demo);
  const panic = await showPanic(demo);
  const found = await showFound(demo);
  const pending = await showPending(demo);
  const activity = await showActivity(demo);
  return { selection, panic, found, pending, activity };
}

/** Introspection is asked once everything is over, so that whatever came back to life would show. */
export async function judgeEnds(server, seen) {
  const { revocation, selection, panic, found, pending, activity } = seen;
  const { log } = server;
  const noted = [revocation, selection, panic.end, found.end, pending.end];
  const ends = [];
  for (const end of noted) ends.push({ ...end, after: await areActive(server, end.tokens) });
  return {
    ends,
    checks: [
      ...ends.flatMap((end) => judgeEnd(log, end)),
      ...judgeLogOut(log, revocation.tokens),
      ...judgePanic(log, panic),
      ...judgeFound(found),
      ...judgePending(pending),
      ...judgeActivity({ ...activity, tokens: ends.flatMap(({ tokens }) => tokens) }),
    ],
  };
}
