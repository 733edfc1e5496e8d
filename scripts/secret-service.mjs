// Starts a D-Bus of its own with gnome-keyring on it: a real keychain that nobody else uses and that can be made to fail.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startBackgroundProcess, waitUntilReady } from './background-process.mjs';
import { unlockOverControlSocket } from './keyring-control.mjs';
import { runCommand } from './run-command.mjs';

// The newline is part of the password that gnome-keyring reads; an empty one would ask on the screen and hang.
const password = 'test\n';
const loginCollection = '/org/freedesktop/secrets/collection/login';

/** Without service folders nothing is started on demand, so that a killed keychain stays away. */
function busConfig({ folder, activation }) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  ${activation ? '<standard_session_servicedirs />' : ''}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

async function startBus({ env, folder, activation }) {
  const config = path.join(folder, 'bus.conf');
  await writeFile(config, busConfig({ folder, activation }));
  const bus = startBackgroundProcess(
    'dbus-daemon',
    ['--nofork', '--nopidfile', '--print-address=1', `--config-file=${config}`],
    { env },
  );
  let announced = '';
  bus.child.stdout.setEncoding('utf8').on('data', (text) => {
    announced += text;
  });
  await waitUntilReady('dbus-daemon', bus, () => announced.endsWith('\n'));
  return { ...bus, address: announced.trim() };
}

async function callBus(env, args) {
  return await runCommand(
    'dbus-send',
    ['--session', '--print-reply', '--reply-timeout=5000', ...args],
    {
      env,
    },
  );
}

async function nameIsOwned(env) {
  const args = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const { stdout } = await callBus(env, [...args, 'string:org.freedesktop.secrets']);
  return stdout.includes('boolean true');
}

async function startKeyring(env) {
  const args = ['--foreground', '--unlock', '--components=secrets'];
  const keyring = startBackgroundProcess('gnome-keyring-daemon', args, {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  keyring.child.stdin.on('error', () => {});
  keyring.child.stdin.end(password);
  await waitUntilReady('gnome-keyring-daemon', keyring, () => nameIsOwned(env));
  return keyring;
}

async function lockLogin(env) {
  const method = 'org.freedesktop.Secret.Service.Lock';
  const target = ['--dest=org.freedesktop.secrets', '/org/freedesktop/secrets', method];
  const { code, stderr } = await callBus(env, [...target, `array:objpath:${loginCollection}`]);
  if (code !== 0) throw new Error(`The keychain did not lock: ${stderr}`);
}

async function unlockLogin(env) {
  const socketPath = path.join(env.XDG_RUNTIME_DIR, 'keyring/control');
  await unlockOverControlSocket({ socketPath, password });
}

/**
 * Starts bus and unlocked keychain for the profile that `env` describes (HOME, XDG_DATA_HOME, XDG_RUNTIME_DIR).
 * Resolves with { env, lock(), unlock(), freeze(), thaw(), kill(), restart(), stop() }; `env` adds the bus address.
 * `activation` lets the bus start other services on demand, such as the window that asks for the password.
 */
export async function startSecretService({ env, activation = false }) {
  const bus = await startBus({ env, folder: env.XDG_RUNTIME_DIR, activation });
  const ownEnv = { ...env, DBUS_SESSION_BUS_ADDRESS: bus.address };
  let keyring;
  const stop = async () => {
    await keyring?.stop();
    await bus.stop();
  };
  try {
    keyring = await startKeyring(ownEnv);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    env: ownEnv,
    lock: () => lockLogin(ownEnv),
    unlock: () => unlockLogin(ownEnv),
    freeze: () => keyring.child.kill('SIGSTOP'),
    thaw: () => keyring.child.kill('SIGCONT'),
    kill: async () => {
      keyring.child.kill('SIGKILL');
      await keyring.gone;
    },
    restart: async () => {
      await keyring.stop();
      keyring = await startKeyring(ownEnv);
    },
    stop,
  };
}
