import { describe, expect, it } from 'vitest';
import {
  isJournalKey,
  newJournalKey,
  sealForJournal,
  unsealFromJournal,
} from '../../../electron/accounts/journal-seal.ts';
import { Secret } from '../../../electron/secret.ts';

const key = newJournalKey();
const owner = { accountId: 'acct_a', generation: 3 };
const text = Secret.of('{"refreshToken":"rt-ü"}');

describe('a sealed token set', () => {
  it('opens under its key for its account and generation', () => {
    const sealed = sealForJournal(key, owner, text);
    expect(unsealFromJournal(key, owner, sealed)?.reveal()).toBe(text.reveal());
    expect(sealed).not.toContain(Buffer.from('rt-').toString('base64url'));
  });

  it('opens for no other key, account or generation', () => {
    const sealed = sealForJournal(key, owner, text);
    expect(unsealFromJournal(newJournalKey(), owner, sealed)).toBeNull();
    expect(unsealFromJournal(key, { ...owner, accountId: 'acct_b' }, sealed)).toBeNull();
    expect(unsealFromJournal(key, { ...owner, generation: 4 }, sealed)).toBeNull();
  });

  it('opens no more after any single bit was flipped or any tail was cut', () => {
    const bytes = Buffer.from(sealForJournal(key, owner, text), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unsealFromJournal(key, owner, damaged.toString('base64url'))).toBeNull();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = bytes.subarray(0, length).toString('base64url');
      expect(unsealFromJournal(key, owner, cut)).toBeNull();
    }
  });

  it('is another text each time, because the nonce is random', () => {
    const texts = Array.from({ length: 100 }, () => sealForJournal(key, owner, text));
    expect(new Set(texts).size).toBe(100);
  });

  it('has a key of 256 bits', () => {
    expect(isJournalKey(key)).toBe(true);
    expect(isJournalKey(Secret.of('c2hvcnQ'))).toBe(false);
  });
});
