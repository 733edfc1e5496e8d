// Sets the clocks of app and authorization server back together, so that a token can be an hour old in a young demo.

const minuteMs = 60_000;

/** In this process, where the authorization server runs, and in the app's main process. */
async function setClocks(app, backMs) {
  const shift = (ms) => {
    globalThis.realNow ??= Date.now;
    const { realNow } = globalThis;
    Date.now = ms === 0 ? realNow : () => realNow() - ms;
  };
  shift(backMs);
  await app.evaluate(({ powerMonitor }, ms) => {
    globalThis.realNow ??= Date.now;
    const { realNow } = globalThis;
    Date.now = ms === 0 ? realNow : () => realNow() - ms;
    powerMonitor.emit('resume');
  }, backMs);
}

/** Runs `act` as if it were `minutes` ago, at both ends: what the server issues then is as old there as it is here. */
export async function actMinutesAgo(app, minutes, act) {
  if (minutes === 0) return await act();
  await setClocks(app, minutes * minuteMs);
  try {
    return await act();
  } finally {
    await setClocks(app, 0);
  }
}
