/**
 * Where the index lies in the keychain: in one item of a fixed name, or, when it is long, in parts whose head is written
 * last, so that a broken-off write leaves the older index whole (requirements D-01, K-05, K-08).
 */
import { createHash } from 'node:crypto';
import type { KeychainFailure, SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import { type AccountIndex, unpackIndex } from './account-index.ts';

/** Its name among the account items of this profile. */
export const indexItem = '__index';

/** The store takes 256 KiB of text in one item. */
const longestPart = 240 * 1024;
const headPattern = /^parts\.([ab])\.(\d{1,3})\.([0-9a-f]{64})$/;
const wholePrefix = 'whole.';

/** Two sets of parts take turns. */
type Head = { readonly set: 'a' | 'b'; readonly count: number; readonly digest: string };
export type IndexLookup = AccountIndex | 'absent' | 'corrupt' | KeychainFailure;

function partName(set: Head['set'], index: number): string {
  return `${indexItem}.${set}.${index}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseHead(text: string): Head | null {
  const [, set, count, digest = ''] = headPattern.exec(text) ?? [];
  if (set === undefined) return null;
  return { set: set === 'a' ? 'a' : 'b', count: Number(count), digest };
}

/** Reads the index; `absent` is proven, as with every item. */
export async function readIndex(secrets: SecretStore): Promise<IndexLookup> {
  const found = await secrets.get(indexItem);
  if (found.kind !== 'ok') return found.kind;
  const text = found.value.reveal();
  if (text.startsWith(wholePrefix)) {
    return (await unpackIndex(text.slice(wholePrefix.length))) ?? 'corrupt';
  }
  const head = parseHead(text);
  return head === null ? 'corrupt' : readParts(secrets, head);
}

async function readParts(secrets: SecretStore, head: Head): Promise<IndexLookup> {
  const parts: string[] = [];
  for (let index = 0; index < head.count; index += 1) {
    const found = await secrets.get(partName(head.set, index));
    if (found.kind === 'absent' || found.kind === 'corrupt') return 'corrupt';
    if (found.kind !== 'ok') return found.kind;
    parts.push(found.value.reveal());
  }
  const packed = parts.join('');
  if (digestOf(packed) !== head.digest) return 'corrupt';
  return (await unpackIndex(packed)) ?? 'corrupt';
}

/** Puts a packed index in the place of the one there. True when the keychain has it; else the old one is whole. */
export async function putIndex(secrets: SecretStore, packed: string): Promise<boolean> {
  const found = await secrets.get(indexItem);
  if (found.kind !== 'ok' && found.kind !== 'absent' && found.kind !== 'corrupt') return false;
  const old = found.kind === 'ok' ? parseHead(found.value.reveal()) : null;
  const head = await writeParts(secrets, packed, old);
  if (head === null) return false;
  const { kind } = await secrets.put(indexItem, Secret.of(head));
  if (kind !== 'ok') return false;
  if (old !== null) await removeParts(secrets, old);
  return true;
}

/** What to write as the head, once all parts are there. */
async function writeParts(
  secrets: SecretStore,
  packed: string,
  old: Head | null,
): Promise<string | null> {
  if (packed.length <= longestPart) return `${wholePrefix}${packed}`;
  const set = old?.set === 'a' ? 'b' : 'a';
  const count = Math.ceil(packed.length / longestPart);
  for (let index = 0; index < count; index += 1) {
    const part = packed.slice(index * longestPart, (index + 1) * longestPart);
    const { kind } = await secrets.put(partName(set, index), Secret.of(part));
    if (kind !== 'ok') return null;
  }
  return `parts.${set}.${count}.${digestOf(packed)}`;
}

async function removeParts(secrets: SecretStore, { set, count }: Head): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { kind } = await secrets.remove(partName(set, index));
    if (kind !== 'ok') return;
  }
}
