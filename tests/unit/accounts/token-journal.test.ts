import { describe, expect, it } from 'vitest';
import { journalKeyItem } from '../../../electron/accounts/journal-key.ts';
import { encodeGrant } from '../../../electron/accounts/stored-grant.ts';
import {
  grantWith,
  journalInstallation,
  makeJournaledParts,
  startJournaledStore,
} from '../../fixtures/journaled-store.ts';

const id = 'acct_one';
const other = 'acct_other';
/** Longer than two saves in a row may be apart, shorter than any retry. */
const drainMs = 100;

type Parts = ReturnType<typeof makeJournaledParts>;
const writes = ({ secrets }: Parts, item: string) =>
  secrets.calls.filter((it) => it === `put ${item}`).length;

/** A journal whose key was made by an earlier save, everything drained. */
async function makeUsedParts(): Promise<Parts> {
  const parts = makeJournaledParts();
  const { store, clock } = startJournaledStore(parts);
  await store.save(id, grantWith('first'));
  await clock.advanceAsync(drainMs);
  parts.metadata.durable.set(id, 1);
  parts.secrets.calls.length = 0;
  parts.journal.calls.length = 0;
  return parts;
}

const storedWith = (generation: number, secret: string): string =>
  encodeGrant(
    { ...grantWith(secret), generation },
    { accountId: id, installationId: journalInstallation },
  ).reveal();

describe('a save with a journal', () => {
  it('makes the key after the first save reached the keychain, and uses it from then on', async () => {
    const parts = makeJournaledParts();
    const { store, clock } = startJournaledStore(parts);
    expect((await store.save(id, grantWith('first'))).durability).toBe('durable');
    expect(parts.secrets.items.get(id)).toContain('first');
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.has(journalKeyItem)).toBe(true);
    await store.save(id, grantWith('second'));
    expect(parts.journal.calls.at(-1)).toBe(`append ${id} 2`);
    expect(parts.secrets.items.get(id)).toContain('first');
  });

  it('R-05 is durable before the keychain was asked, and reaches it soon after', async () => {
    const parts = await makeUsedParts();
    const { store, clock, saved, secretOf } = startJournaledStore(parts);
    await store.replay();
    const letGo = parts.secrets.hold();
    expect(await store.save(id, grantWith('new'))).toMatchObject({
      durability: 'durable',
      generation: 2,
    });
    expect(saved).toEqual([true]);
    expect(await secretOf(id)).toBe('new');
    expect(parts.secrets.items.get(id)).toContain('first');
    letGo();
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(id)).toContain('new');
    expect(parts.journal.lines()).toEqual([]);
  });

  it('turns two saves in a row into one write to the keychain', async () => {
    const parts = await makeUsedParts();
    const { store, clock } = startJournaledStore(parts);
    await store.save(id, grantWith('rotated refresh token'));
    await clock.advanceAsync(10);
    await store.save(id, grantWith('whole set'));
    await clock.advanceAsync(drainMs);
    expect(writes(parts, id)).toBe(1);
    expect(parts.secrets.items.get(id)).toContain('whole set');
  });

  it('drops an entry only when the keychain has it and the metadata are on disk', async () => {
    const parts = await makeUsedParts();
    const { store, clock } = startJournaledStore(parts);
    parts.metadata.flushFails = true;
    await store.save(id, grantWith('new'));
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(id)).toContain('new');
    expect(parts.journal.lines()).toHaveLength(1);
    parts.metadata.flushFails = false;
    await clock.advanceAsync(1_000);
    expect(parts.journal.lines()).toEqual([]);
    expect(parts.metadata.durable.get(id)).toBe(2);
    expect(writes(parts, id)).toBe(1);
  });

  it('R-07 stays saved while the keychain is locked, and is carried over when it opens', async () => {
    const parts = await makeUsedParts();
    const { store, clock, saved } = startJournaledStore(parts);
    await store.replay();
    parts.secrets.failWith('locked');
    expect((await store.save(id, grantWith('new'))).durability).toBe('durable');
    await clock.advanceAsync(10_000);
    expect(saved).not.toContain(false);
    expect(store.unsavedCount()).toBe(0);
    parts.secrets.failWith(null);
    await store.retry();
    expect(parts.secrets.items.get(id)).toContain('new');
  });

  it('R-07 stays as it was where no key can be had: in memory, not saved yet', async () => {
    const parts = makeJournaledParts();
    const { store, saved, secretOf } = startJournaledStore(parts);
    parts.secrets.failWith('locked');
    expect((await store.save(id, grantWith('new'))).durability).toBe('unsaved');
    expect(saved).toEqual([false]);
    expect(await secretOf(id)).toBe('new');
    expect(parts.journal.lines()).toEqual([]);
  });

  it('D-02 goes to the keychain itself while the disk takes nothing', async () => {
    const parts = await makeUsedParts();
    const { store } = startJournaledStore(parts);
    parts.journal.setUnwritable(true);
    expect((await store.save(id, grantWith('new'))).durability).toBe('durable');
    expect(parts.secrets.items.get(id)).toContain('new');
  });

  it('moves a set that was only in memory to the journal as soon as the disk takes it', async () => {
    const parts = await makeUsedParts();
    const { store, clock, saved } = startJournaledStore(parts);
    await store.replay();
    parts.journal.setUnwritable(true);
    parts.secrets.failWith('locked');
    expect((await store.save(id, grantWith('new'))).durability).toBe('unsaved');
    parts.journal.setUnwritable(false);
    await clock.advanceAsync(1_000);
    expect(saved).toEqual([false, true]);
    expect(store.unsavedCount()).toBe(0);
  });
});

/** The first process ends while the keychain still has the set before. */
async function crashBeforeDrain(secret = 'newer'): Promise<Parts> {
  const parts = await makeUsedParts();
  await startJournaledStore(parts).store.save(id, grantWith(secret));
  parts.secrets.calls.length = 0;
  return parts;
}

describe('what a crash left in the journal', () => {
  it('is taken over with one keychain read, and carried to the keychain in the background', async () => {
    const parts = await crashBeforeDrain();
    const { store, clock, recovered } = startJournaledStore(parts);
    await store.replay();
    expect(parts.secrets.calls).toEqual([`get ${journalKeyItem}`]);
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(id)).toContain('newer');
    expect(recovered).toEqual([`${id} 2`]);
    expect(parts.journal.lines()).toEqual([]);
  });

  it('is used by the first read, even before anything was replayed', async () => {
    const parts = await crashBeforeDrain();
    expect(await startJournaledStore(parts).secretOf(id)).toBe('newer');
  });

  it('gets a higher generation for the next save without a key', async () => {
    const parts = await crashBeforeDrain();
    parts.secrets.failWith('locked');
    const saved = await startJournaledStore(parts).store.save(id, grantWith('newest'));
    expect(saved).toEqual({ durability: 'unsaved', generation: 3, known: 1 });
  });

  it('R-10 never replaces a higher generation in the keychain, nor is it used (restored backup)', async () => {
    const parts = await crashBeforeDrain('from the backup');
    parts.secrets.items.set(id, storedWith(9, 'newest'));
    const { store, clock, secretOf, recovered } = startJournaledStore(parts);
    await store.replay();
    expect(await secretOf(id)).toBe('newest');
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(id)).toContain('newest');
    expect(parts.journal.lines()).toEqual([]);
    expect(recovered).toEqual([]);
    expect((await store.save(id, grantWith('next'))).generation).toBe(10);
  });

  it('replaces a lower generation in the keychain (restored keychain)', async () => {
    const parts = await crashBeforeDrain('newest');
    parts.secrets.items.set(id, storedWith(1, 'restored'));
    const { store, clock, secretOf } = startJournaledStore(parts);
    expect(await secretOf(id)).toBe('newest');
    await store.retry();
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(id)).toContain('newest');
  });

  it.each(['locked', 'unavailable', 'timed_out', 'denied'] as const)(
    'keeps an older set from being used while the keychain is %s',
    async (failure) => {
      const parts = await crashBeforeDrain();
      parts.secrets.failWith(failure);
      const { store, secretOf } = startJournaledStore(parts);
      await expect(store.read(id)).rejects.toMatchObject({ code: `keychain_${failure}` });
      parts.secrets.failWith(null);
      expect(await secretOf(id)).toBe('newer');
    },
  );

  it('is left alone when the key is gone: no new key, and the older set is not used', async () => {
    const parts = await crashBeforeDrain();
    const [entry] = parts.journal.lines();
    const key = parts.secrets.items.get(journalKeyItem) ?? '';
    parts.secrets.items.delete(journalKeyItem);
    const { store, clock } = startJournaledStore(parts);
    await store.replay();
    await expect(store.read(id)).rejects.toMatchObject({ code: 'secret_corrupt' });
    await store.save(other, grantWith('beside'));
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(other)).toContain('beside');
    expect(parts.secrets.items.has(journalKeyItem)).toBe(false);
    expect(parts.journal.lines()).toEqual([entry]);
    parts.secrets.items.set(journalKeyItem, key);
    expect(await startJournaledStore(parts).secretOf(id)).toBe('newer');
  });

  it('gives way to a newer sign-in when the key is gone, and then there is a key again', async () => {
    const parts = await crashBeforeDrain();
    parts.secrets.items.delete(journalKeyItem);
    const { store, clock, secretOf } = startJournaledStore(parts);
    expect((await store.save(id, grantWith('signed in again'))).durability).toBe('durable');
    expect(await secretOf(id)).toBe('signed in again');
    expect(parts.journal.lines()).toEqual([]);
    await store.save(other, grantWith('beside'));
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.has(journalKeyItem)).toBe(true);
  });

  it('does not bring a removed account back', async () => {
    const parts = await crashBeforeDrain();
    parts.metadata.removed.add(id);
    const { store, clock } = startJournaledStore(parts);
    await store.replay();
    expect(await store.erase(id)).toBeNull();
    await clock.advanceAsync(drainMs);
    expect(parts.secrets.items.has(id)).toBe(false);
    expect(parts.journal.lines()).toEqual([]);
  });
});

describe('the key of the journal', () => {
  it('is replaced when an account is removed, and no entry of it stays', async () => {
    const parts = await makeUsedParts();
    const { store, clock, secretOf } = startJournaledStore(parts);
    await store.save(id, grantWith('goes'));
    await store.save(other, grantWith('stays'));
    const before = parts.secrets.items.get(journalKeyItem);
    expect(await store.erase(id)).toBeNull();
    expect(parts.journal.lines().map((it) => it.accountId)).toEqual([other]);
    await clock.advanceAsync(drainMs);
    expect(parts.journal.lines()).toEqual([]);
    expect(parts.secrets.items.get(journalKeyItem)).not.toBe(before);
    await store.save(other, grantWith('sealed under the new one'));
    expect(await secretOf(other)).toBe('sealed under the new one');
    expect(await startJournaledStore(parts).secretOf(other)).toBe('sealed under the new one');
  });

  it('is replaced at the next start when the keychain was locked meanwhile', async () => {
    const parts = await makeUsedParts();
    const before = parts.secrets.items.get(journalKeyItem);
    const first = startJournaledStore(parts);
    await first.store.replay();
    parts.secrets.failWith('locked', ['put']);
    await first.store.retireJournal();
    await first.clock.advanceAsync(drainMs);
    expect(parts.secrets.items.get(journalKeyItem)).toBe(before);
    parts.secrets.failWith(null);
    const { store } = startJournaledStore(parts);
    await store.replay();
    await store.retry();
    expect(parts.secrets.items.get(journalKeyItem)).not.toBe(before);
    expect((await parts.journal.read()).keyRetired).toBe(false);
  });

  it('is never replaced while an entry depends on it', async () => {
    const parts = await makeUsedParts();
    const { store, clock } = startJournaledStore(parts);
    parts.secrets.failWith('denied', ['put']);
    await store.save(id, grantWith('waits'));
    await store.retireJournal();
    await clock.advanceAsync(drainMs);
    parts.secrets.failWith(null);
    expect(await startJournaledStore(parts).secretOf(id)).toBe('waits');
  });

  it('is not needed for a save that comes while it is replaced', async () => {
    const parts = await makeUsedParts();
    const { store, secretOf } = startJournaledStore(parts);
    await store.replay();
    await store.retireJournal();
    expect((await store.save(id, grantWith('meanwhile'))).durability).toBe('durable');
    expect(await startJournaledStore(parts).secretOf(id)).toBe('meanwhile');
    expect(await secretOf(id)).toBe('meanwhile');
  });
});
