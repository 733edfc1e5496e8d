/**
 * Where the index lies in the keychain: in one item of a fixed name, or, when it is long, in parts whose head is written
 * last, so that a broken-off write leaves the older index whole (requirements D-01, K-05, K-08).
 */
import type { KeychainFailure, SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import { type AccountIndex, packIndex, unpackIndex } from './account-index.ts';

/** Its name among the account items of this profile. */
export const indexItem = '__index';

/** The store takes 256 KiB of text in one item. */
const longestPart = 240 * 1024;
const headPattern = /^(whole|parts\.([ab])\.(\d{1,3}))\.([0-9a-f]{64})\.([\w-]*)$/;

/** Two sets of parts take turns; `parts` null: the packed index is in the head itself. */
type Head = {
  readonly digest: string;
  readonly packed: string;
  readonly parts: { readonly set: 'a' | 'b'; readonly count: number } | null;
};
export type IndexLookup = AccountIndex | 'absent' | 'corrupt' | KeychainFailure;

/** An index as JSON, with its digest. */
type IndexText = { readonly text: string; readonly digest: string };

function partName(set: 'a' | 'b', index: number): string {
  return `${indexItem}.${set}.${index}`;
}

function parseHead(text: string): Head | null {
  const [, , set, count, digest = '', packed = ''] = headPattern.exec(text) ?? [];
  if (digest === '') return null;
  if (set === undefined) return { digest, packed, parts: null };
  return { digest, packed, parts: { set: set === 'a' ? 'a' : 'b', count: Number(count) } };
}

async function readHead(
  secrets: SecretStore,
): Promise<Head | 'absent' | 'corrupt' | KeychainFailure> {
  const found = await secrets.get(indexItem);
  return found.kind === 'ok' ? (parseHead(found.value.reveal()) ?? 'corrupt') : found.kind;
}

/** Reads the index; `absent` is proven, as with every item. */
export async function readIndex(secrets: SecretStore): Promise<IndexLookup> {
  const head = await readHead(secrets);
  if (typeof head === 'string') return head;
  const packed = head.parts === null ? head : await readParts(secrets, head.parts);
  if (typeof packed === 'string') return packed;
  return (await unpackIndex(packed.packed, head.digest)) ?? 'corrupt';
}

async function readParts(
  secrets: SecretStore,
  { set, count }: NonNullable<Head['parts']>,
): Promise<{ readonly packed: string } | 'corrupt' | KeychainFailure> {
  const parts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const found = await secrets.get(partName(set, index));
    if (found.kind === 'absent' || found.kind === 'corrupt') return 'corrupt';
    if (found.kind !== 'ok') return found.kind;
    parts.push(found.value.reveal());
  }
  return { packed: parts.join('') };
}

/**
 * Puts an index in the place of the one there, unless that is neither `known` nor unreadable: then it may have accounts
 * that this list lacks (`unknown`). Where it ends as `failed`, the old one is whole.
 */
export async function putIndex(
  secrets: SecretStore,
  next: IndexText,
  known: string | null,
): Promise<'ok' | 'unknown' | 'failed'> {
  const old = await readHead(secrets);
  if (typeof old === 'string' && old !== 'absent' && old !== 'corrupt') return 'failed';
  if (typeof old === 'object' && old.digest === next.digest) return 'ok';
  if (typeof old === 'object' && old.digest !== known) return 'unknown';
  const oldParts = typeof old === 'object' ? old.parts : null;
  const head = await writeParts(secrets, next, oldParts);
  if (head === null) return 'failed';
  const { kind } = await secrets.put(indexItem, Secret.of(head));
  if (kind !== 'ok') return 'failed';
  if (oldParts !== null) await removeParts(secrets, oldParts);
  return 'ok';
}

/** What to write as the head, once all parts are there. */
async function writeParts(
  secrets: SecretStore,
  { text, digest }: IndexText,
  old: Head['parts'],
): Promise<string | null> {
  const packed = await packIndex(text);
  if (packed.length <= longestPart) return `whole.${digest}.${packed}`;
  const set = old?.set === 'a' ? 'b' : 'a';
  const count = Math.ceil(packed.length / longestPart);
  for (let index = 0; index < count; index += 1) {
    const part = packed.slice(index * longestPart, (index + 1) * longestPart);
    const { kind } = await secrets.put(partName(set, index), Secret.of(part));
    if (kind !== 'ok') return null;
  }
  return `parts.${set}.${count}.${digest}.`;
}

async function removeParts(
  secrets: SecretStore,
  { set, count }: NonNullable<Head['parts']>,
): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { kind } = await secrets.remove(partName(set, index));
    if (kind !== 'ok') return;
  }
}
