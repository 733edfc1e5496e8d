/** Adding and removing an authority as the window asks for it: the system's dialogs decide, and no PEM comes back (N-05). */
import { beforeEach, describe, expect, it } from 'vitest';
import { formatFingerprint } from '../../../shared/certificate-authority.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { createTestApp } from '../../fixtures/test-app.ts';

const root = makePrivateAuthority({ name: 'Acme Root' });
const manyRoots = (count: number): string =>
  Array.from({ length: count }, (_, at) => makePrivateAuthority({ name: `Root ${at}` }).cert).join(
    '',
  );

let test: ReturnType<typeof createTestApp>;
beforeEach(() => {
  test = createTestApp([], { clock: createFakeClock({ wall: Date.now() }) });
});
const add = () => test.ask('authority.add', {});
const shown = () => test.snapshot().authorities;

describe('N-05 adding an authority', () => {
  it('asks the system for the file and for trust with the whole fingerprint, then shows it without its PEM', async () => {
    test.dialogs.chooseText(root.cert);
    expect(await add()).toEqual({ ok: true, value: { kind: 'added', count: 1 } });
    const [authority] = shown();
    expect(authority).toEqual({
      subject: 'CN=Acme Root',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      expiresAt: expect.any(Number),
    });
    const [question] = test.dialogs.questions;
    expect(question?.detail).toContain('CN=Acme Root\n');
    expect(question?.detail).toContain(formatFingerprint(authority?.fingerprint ?? ''));
    expect(test.logger.lines).toContainEqual({
      level: 'info',
      event: 'authorities.added',
      fields: { count: 1 },
    });
  });

  it('adds nothing when no file is chosen or the question is not agreed to', async () => {
    expect(await add()).toEqual({ ok: true, value: { kind: 'cancelled' } });
    test.dialogs.chooseText(root.cert);
    test.dialogs.answerWith(false);
    expect(await add()).toEqual({ ok: true, value: { kind: 'cancelled' } });
    expect(shown()).toEqual([]);
  });

  it('says when everything is here already, and asks nothing', async () => {
    test.dialogs.chooseText(root.cert);
    await add();
    expect(await add()).toEqual({ ok: true, value: { kind: 'known' } });
    expect(test.dialogs.questions).toHaveLength(1);
    expect(shown()).toHaveLength(1);
  });

  it('takes no more at once than the question can name, and no more in all than are kept', async () => {
    test.dialogs.chooseText(manyRoots(9));
    expect(await add()).toMatchObject({ ok: false, error: { code: 'too_many_authorities' } });
    for (let at = 0; at < 6; at += 1) {
      test.dialogs.chooseText(manyRoots(8));
      expect(await add()).toMatchObject({ ok: true });
    }
    test.dialogs.chooseText(manyRoots(3));
    expect(await add()).toMatchObject({ ok: false, error: { code: 'too_many_authorities' } });
    expect(shown()).toHaveLength(48);
  });

  it('hands on why a file is refused, and asks for no trust', async () => {
    test.dialogs.chooseText(root.cert + root.key);
    expect(await add()).toMatchObject({ ok: false, error: { code: 'certificate_private_key' } });
    expect(test.dialogs.questions).toEqual([]);
  });

  it('takes no path and no certificate from the window', async () => {
    const asked = test.ask('authority.add', { path: '/tmp/ca.pem', pem: root.cert } as never);
    expect(await asked).toMatchObject({ ok: false, error: { code: 'invalid_params' } });
  });
});

it('N-05 removing an authority takes it from the list, and removing it again does no harm', async () => {
  test.dialogs.chooseText(root.cert);
  await add();
  const fingerprint = shown()[0]?.fingerprint ?? '';
  expect(await test.ask('authority.remove', { fingerprint })).toEqual({ ok: true, value: null });
  expect(await test.ask('authority.remove', { fingerprint })).toEqual({ ok: true, value: null });
  expect(shown()).toEqual([]);
});
