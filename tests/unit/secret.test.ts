import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../electron/app-error.ts';
import { Secret } from '../../electron/secret.ts';

const value = 'canary-7f1d93a0';
const secret = Secret.of(value);

describe('a secret', () => {
  it.each<[string, () => string]>([
    ['a template', () => `${secret}`],
    ['joining', () => ['token', secret].join('=')],
    ['JSON', () => JSON.stringify({ secret })],
    [
      'inspection at any depth',
      () => inspect({ a: { b: { secret } } }, { depth: 9, showHidden: true }),
    ],
    ['an error message', () => String(new Error(`no ${secret}`))],
    ['the error of main', () => inspect(new AppError('internal', {}, { secret }), { depth: 9 })],
    ['own keys', () => JSON.stringify(Object.entries(secret))],
  ])('never shows its value through %s', (_name, show) => {
    expect(show()).not.toContain(value);
  });

  it('loses its value when it is cloned, as a message between processes would', () => {
    expect(JSON.stringify(structuredClone({ ...secret }))).not.toContain(value);
  });

  it('reveals exactly what it was given, and only when asked', () => {
    expect(secret.reveal()).toBe(value);
  });

  it('has a fingerprint of 12 hex digits of SHA-256', () => {
    expect(Secret.of('abc').fingerprint()).toBe('ba7816bf8f01');
  });

  it('is never empty (K-10)', () => {
    expect(() => Secret.of('')).toThrow();
  });

  it('compares by value', () => {
    expect(secret.equals(Secret.of(value))).toBe(true);
    expect(secret.equals(Secret.of('another'))).toBe(false);
  });
});
