// Lets a person at the terminal take the demo's server away and give it back, so that a revocation can be seen pending.
import { createInterface } from 'node:readline';

const retryAfterSeconds = 20;

/** Whether there is a terminal to press Enter in. */
export const canSwitchOutage = () => process.stdin.isTTY === true;

/** Each Enter switches; `close` lets go of the terminal. */
export function switchOutageOnEnter({ outage }) {
  if (!canSwitchOutage()) return { close: () => undefined };
  let isDown = false;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async () => {
    isDown = !isDown;
    if (isDown) outage.breakDown(retryAfterSeconds);
    else await outage.comeBack();
    console.log(isDown ? 'The server is down: it answers 503.' : 'The server is back.');
  });
  return { close: () => lines.close() };
}
