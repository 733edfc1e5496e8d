// Unlocks a running gnome-keyring as a login does, over its control socket (gkd-control-codes.h in its sources).
import { once } from 'node:events';
import { connect } from 'node:net';

const unlockOperation = 1;
const succeeded = 0;

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Packets are: whole length, operation, then each string with its length; all numbers big-endian. */
function encodeUnlock(password) {
  const secret = Buffer.from(password);
  const body = Buffer.concat([uint32(unlockOperation), uint32(secret.length), secret]);
  return Buffer.concat([uint32(body.length + 4), body]);
}

/** Resolves when the login keyring is unlocked; rejects when the daemon refuses the password or does not answer. */
export async function unlockOverControlSocket({ socketPath, password, timeoutMs = 5_000 }) {
  const socket = connect(socketPath);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    await once(socket, 'connect', { signal });
    // The daemon reads the peer's credentials along with one byte of zero.
    socket.write(Buffer.concat([Buffer.alloc(1), encodeUnlock(password)]));
    const [answer] = await once(socket, 'data', { signal });
    if (answer.length < 8 || answer.readUInt32BE(4) !== succeeded) {
      throw new Error('gnome-keyring refused to unlock.');
    }
  } finally {
    socket.destroy();
  }
}
