import { describe, expect, it } from 'vitest';
import { isTrustedSender } from '../../../electron/ipc/trusted-sender.ts';

const ours = {};
const frame = (url: string) => ({ url });
const isOurs = (contents: unknown): boolean => contents === ours;
const page = frame('app://tokenward/index.html');

describe('a trusted sender (E-17)', () => {
  it('is the main frame of our own window on our own page', () => {
    expect(isTrustedSender({ contents: ours, frame: page, mainFrame: page }, isOurs)).toBe(true);
  });

  it.each([
    'app://tokenward.evil/index.html',
    'app://evil/index.html',
    'app://user@tokenward/index.html',
    'https://tokenward/index.html',
    'file:///index.html',
    'about:blank',
    'data:text/html,x',
    'not a url',
    '',
  ])('is never a page at %s', (url) => {
    const other = frame(url);
    expect(isTrustedSender({ contents: ours, frame: other, mainFrame: other }, isOurs)).toBe(false);
  });

  it('is never another window, a child frame or a frame that is gone', () => {
    expect(isTrustedSender({ contents: {}, frame: page, mainFrame: page }, isOurs)).toBe(false);
    const child = frame('app://tokenward/index.html');
    expect(isTrustedSender({ contents: ours, frame: child, mainFrame: page }, isOurs)).toBe(false);
    expect(isTrustedSender({ contents: ours, frame: null, mainFrame: page }, isOurs)).toBe(false);
    expect(isTrustedSender({ contents: ours, frame: null, mainFrame: null }, isOurs)).toBe(false);
  });
});
