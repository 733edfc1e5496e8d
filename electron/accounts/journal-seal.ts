/** Seals token sets for the journal: AES-256-GCM (NIST SP 800-38D) bound to account and generation, random nonce. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from '../secret.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** What a sealed text belongs to; it opens for nothing else. */
export type SealedFor = { readonly accountId: string; readonly generation: number };

/** 256 random bits as base64url, in the form the keychain keeps. */
export function newJournalKey(): Secret {
  return Secret.of(randomBytes(keyBytes).toString('base64url'));
}

/** False for what `newJournalKey` cannot have made. */
export function isJournalKey(key: Secret): boolean {
  return bytesOf(key).length === keyBytes;
}

function bytesOf(key: Secret): Buffer {
  return Buffer.from(key.reveal(), 'base64url');
}

function associatedData({ accountId, generation }: SealedFor): Buffer {
  return Buffer.from(JSON.stringify(['tokenward-journal', 1, accountId, generation]));
}

/** Nonce, ciphertext and tag as base64url. */
export function sealForJournal(key: Secret, owner: SealedFor, text: Secret): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, bytesOf(key), nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(owner));
  const body = Buffer.concat([cipher.update(text.reveal(), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

/** Null for another key, account or generation, and for anything that was changed. */
export function unsealFromJournal(key: Secret, owner: SealedFor, sealed: string): Secret | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= nonceBytes + tagBytes) return null;
  const nonce = bytes.subarray(0, nonceBytes);
  try {
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv(algorithm, bytesOf(key), nonce, options);
    decipher.setAAD(associatedData(owner));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const body = bytes.subarray(nonceBytes, -tagBytes);
    return Secret.of(Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}
