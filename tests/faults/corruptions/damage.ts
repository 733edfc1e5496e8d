/** What can happen to a file on a disk, each drawn from a seeded source of chance so that a run can be repeated. */

/** In [0, 1). */
export type Chance = () => number;

/** mulberry32: small, and the same on every machine. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function below(chance: Chance, limit: number): number {
  return Math.floor(chance() * limit);
}

export function pick<T>(chance: Chance, choices: readonly [T, ...T[]]): T {
  return choices[below(chance, choices.length)] ?? choices[0];
}

type Damage = (whole: Buffer, chance: Chance, other: Buffer) => Buffer;

function flipBits(whole: Buffer, chance: Chance): Buffer {
  const damaged = Buffer.from(whole);
  for (let flips = 1 + below(chance, 8); flips > 0; flips -= 1) {
    const at = below(chance, damaged.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << below(chance, 8));
  }
  return damaged;
}

/** A sector that was never written, or belongs to another file. */
function overwriteBlock(whole: Buffer, chance: Chance, fill: Buffer): Buffer {
  const damaged = Buffer.from(whole);
  const from = below(chance, damaged.length);
  fill.copy(damaged, from, 0, Math.min(fill.length, 1 + below(chance, 4_096)));
  return damaged;
}

function noise(chance: Chance, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => below(chance, 256)));
}

const wrongShapes: readonly [string, ...string[]] = [
  'null',
  '42',
  '"accounts"',
  '[]',
  '{}',
  '{"accounts":[]}',
  '{"schemaVersion":"2","accounts":{}}',
  '{"schemaVersion":2,"accounts":{}}',
  '{"schemaVersion":1,"installationId":"","sentinelWritten":1,"accounts":null,"tombstones":{}}',
  '{"schemaVersion":2,"installationId":"x","sentinelWritten":true,"accounts":{},"tombstones":[]}',
  '{"schemaVersion":1,"installationId":"x","sentinelWritten":false,"accounts":{"a":{}},"tombstones":[7]}',
];

const damages: Readonly<Record<string, Damage>> = {
  truncated: (whole, chance) => whole.subarray(0, below(chance, whole.length)),
  bits_flipped: flipBits,
  zeroed: (whole) => Buffer.alloc(whole.length),
  zeros_inside: (whole, chance) => overwriteBlock(whole, chance, Buffer.alloc(4_096)),
  zeros_appended: (whole, chance) => Buffer.concat([whole, Buffer.alloc(1 + below(chance, 512))]),
  empty: () => Buffer.alloc(0),
  garbage: (_whole, chance) => noise(chance, below(chance, 8_192)),
  garbage_inside: (whole, chance) => overwriteBlock(whole, chance, noise(chance, 512)),
  swapped: (_whole, _chance, other) => other,
  halves_swapped: (whole, chance) => {
    const at = below(chance, whole.length);
    return Buffer.concat([whole.subarray(at), whole.subarray(0, at)]);
  },
  written_twice: (whole, chance) =>
    Buffer.concat([whole, whole.subarray(0, below(chance, whole.length))]),
  wrong_shape: (_whole, chance) => Buffer.from(pick(chance, wrongShapes)),
};

export const damageNames = Object.keys(damages);

/** `other` is the content of another file of the profile. */
export function damage(name: string, whole: Buffer, chance: Chance, other: Buffer): Buffer {
  return damages[name]?.(whole, chance, other) ?? whole;
}
