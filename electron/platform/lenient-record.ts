/** Reads an account's record that a later version may have written (requirement D-07). */
import { type AccountRecord, accountRecordSchema } from '../account-record.ts';

/** A record without what only a later version knows, or null where it needs that to be understood. */
export function parseLeniently(raw: unknown): AccountRecord | null {
  const copy: unknown = structuredClone(raw);
  const found = accountRecordSchema.safeParse(copy);
  for (const issue of found.error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') dropKeys(copy, issue.path, issue.keys);
  }
  return found.data ?? accountRecordSchema.safeParse(copy).data ?? null;
}

const isObject = (it: unknown): it is object => typeof it === 'object' && it !== null;

function dropKeys(raw: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let at: unknown = raw;
  for (const step of path) at = isObject(at) ? Reflect.get(at, step) : undefined;
  if (isObject(at)) for (const key of keys) Reflect.deleteProperty(at, key);
}
