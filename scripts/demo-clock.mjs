// Sets the clocks of app and authorization server together: a token can be an hour old in a young demo, a wait be over at once.
import { setMainClock } from '../tests/fixtures/main-clock.mjs';

const minuteMs = 60_000;

/** In this process, where the authorization server runs, and in the app's main process. */
async function setClocks(app, backMs) {
  const shift = (ms) => {
    globalThis.realNow ??= Date.now;
    const { realNow } = globalThis;
    Date.now = ms === 0 ? realNow : () => realNow() - ms;
  };
  shift(backMs);
  await setMainClock(app, -backMs);
}

/** Runs `act` as if it were `backMs` ago at both ends, or later where that is negative; then it is now again. */
async function actShifted(app, backMs, act) {
  await setClocks(app, backMs);
  try {
    return await act();
  } finally {
    await setClocks(app, 0);
  }
}

/** Runs `act` as if it were `minutes` ago, at both ends: what the server issues then is as old there as it is here. */
export const actMinutesAgo = (app, minutes, act) => actShifted(app, minutes * minuteMs, act);

/** Runs `act` as if it were a moment after `at` (epoch ms), so that what was to happen then is due. */
export const actJustAfter = (app, at, act) => actShifted(app, Date.now() - at - 1_000, act);
