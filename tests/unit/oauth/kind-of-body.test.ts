import { describe, expect, it } from 'vitest';
import { kindOfBody } from '../../../electron/oauth/kind-of-body.ts';

const kindOf = (text: string, { type = '', isCut = false } = {}) =>
  kindOfBody({ status: 200, headers: new Headers({ 'content-type': type }), text, isCut });

describe('the kind of a body', () => {
  it.each([
    ['json', '{}'],
    ['json', '\uFEFF {"revoked": true}\n'],
    ['json', 'null'],
    ['page', '<!DOCTYPE html><title>Sign in</title>'],
    ['page', '<html>'],
    ['page', '<?xml version="1.0"?>\n<!-- proxy --><HTML lang="en">'],
    ['empty', ''],
    ['empty', ' \r\n'],
    ['other', 'OK'],
    ['other', '<error>no</error>'],
    ['other', '{"revoked": tr'],
  ])('P-13 is %s for %j, whatever its type says', (kind, text) => {
    expect(kindOf(text)).toBe(kind);
    if (kind !== 'other') expect(kindOf(text, { type: 'text/html' })).toBe(kind);
  });

  it('P-13 is a page for any markup that calls itself HTML, and not for plain words that do', () => {
    expect(kindOf('<h1>Bad gateway</h1>', { type: 'text/html; charset=utf-8' })).toBe('page');
    expect(kindOf('OK', { type: 'text/html' })).toBe('other');
  });

  it('P-13 is not known where nothing of it came in time, and else what its beginning looks like', () => {
    expect(kindOf('', { isCut: true })).toBeNull();
    expect(kindOf('{"revoked": tr', { isCut: true })).toBe('json');
    expect(kindOf('<html><bo', { isCut: true })).toBe('page');
    expect(kindOf('xxx', { isCut: true })).toBe('other');
  });
});
