/** Tells one process from every other, also from a later one under the same number (requirement R-09). */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { errorCodeOf } from './guarded-file.ts';

const fact = z.string().max(256).nullable();

/** Only ever grows by fields with defaults: an older Tokenward must still see that a newer one is running. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** The system's word for when the process began; null where the system tells no such thing. */
  processStart: fact,
  /** Changes with every start of the machine; null where the system has none. */
  bootId: fact,
  /** Process numbers mean something only within one (pid_namespaces(7)); null where there are none. */
  pidNamespace: fact,
  /** A digest, because a machine's id is not to be shown (machine-id(5)). */
  machine: z.string().max(64),
  /** For people; two machines may have the same. */
  hostname: z.string().max(256),
});
export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

export type ProcessSight =
  | { readonly kind: 'gone' }
  /** `start` is null where nothing is known but that there is such a process. */
  | { readonly kind: 'running'; readonly start: string | null };

function textOf(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}

/** State and start time of proc_pid_stat(5): fields 3 and 22, counted from behind the name, which may hold anything. */
function readLinuxStat(pid: number): { readonly ended: boolean; readonly start: string } | null {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, start] = [fields[0], fields[19]];
  if (state === undefined || start === undefined) return null;
  return { ended: state === 'Z' || state === 'X', start };
}

/** In whole seconds and in one language and zone, whatever those of the caller are. */
function readStartFromPs(pid: number): string | null {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const options = { encoding: 'utf8', env, timeout: 5000, stdio: 'pipe' } as const;
  return textOf(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options)) || null;
}

/** A process of somebody else may be hidden, but it can still be asked for. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return errorCodeOf(thrown) !== 'ESRCH';
  }
}

/**
 * Looks for a process now. Linux tells its start to 10 ms, macOS to the second through ps(1). Windows tells it nobody
 * cheaply: there a number that was given to another program looks like the same process.
 */
export function lookAtProcess(pid: number, platform = process.platform): ProcessSight {
  const stat = platform === 'linux' ? readLinuxStat(pid) : null;
  // A process that ended and was not yet buried by its parent writes nothing any more.
  if (stat !== null) return stat.ended ? { kind: 'gone' } : { kind: 'running', start: stat.start };
  if (!exists(pid)) return { kind: 'gone' };
  return { kind: 'running', start: platform === 'darwin' ? readStartFromPs(pid) : null };
}

/** This process, as another one will find it. */
export function readOwnIdentity(): ProcessIdentity {
  const { pid } = process;
  const sight = lookAtProcess(pid);
  const machineId = textOf(() => readFileSync('/etc/machine-id', 'utf8')) ?? '';
  return {
    pid,
    processStart: sight.kind === 'running' ? sight.start : null,
    bootId: textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    pidNamespace: textOf(() => readlinkSync('/proc/self/ns/pid')),
    machine: createHash('sha256').update(`${hostname()}\n${machineId}`).digest('hex').slice(0, 12),
    hostname: hostname(),
  };
}

/** `elsewhere`: on another machine or in another container, where it cannot be looked for. Once `ended`, always. */
export function findWhetherItRuns(
  owner: ProcessIdentity,
  own: ProcessIdentity,
): 'running' | 'ended' | 'elsewhere' {
  const bootsKnown = owner.bootId !== null && own.bootId !== null;
  const sameBoot = bootsKnown && owner.bootId === own.bootId;
  if (!sameBoot && owner.machine !== own.machine) return 'elsewhere';
  if (bootsKnown && !sameBoot) return 'ended';
  if (owner.pidNamespace !== own.pidNamespace) return 'elsewhere';
  const sight = lookAtProcess(owner.pid);
  if (sight.kind === 'gone') return 'ended';
  const startsKnown = owner.processStart !== null && sight.start !== null;
  return startsKnown && owner.processStart !== sight.start ? 'ended' : 'running';
}
