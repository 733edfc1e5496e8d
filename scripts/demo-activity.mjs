// The log of all those ends as the app shows it: whatever ended a token, and whether a line was changed since.
import { askMain } from './demo-app.mjs';
import { choose, press } from './demo-window.mjs';

const all = { accountId: null, events: [], outcomes: [], text: '' };

/** Every line, newest first, page by page. */
async function readLines(window) {
  const lines = [];
  let from = null;
  do {
    const page = await askMain(window, 'audit.page', { filter: all, from, limit: 500 });
    lines.push(...page.entries);
    from = page.next;
  } while (from !== null);
  return lines;
}

/** Resolves with the lines and with what verifying them found. */
export async function showActivity({ window, words, picture, say }) {
  await press(window, words('activity.open'));
  await choose(window, words('activity.event'), words('activity.endings'));
  await press(window, words('activity.verify.action'));
  const check = await askMain(window, 'audit.verify', {});
  const intact = words('activity.verify.ok', { count: check.lines });
  await window.getByRole('status').filter({ hasText: intact }).waitFor();
  await picture('activity');
  say(`Activity shows whatever ended a token; Verify log: ${intact}.`);
  await press(window, words('activity.close'));
  return { lines: await readLines(window), check };
}
