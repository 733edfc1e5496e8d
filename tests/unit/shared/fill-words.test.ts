import { expect, it } from 'vitest';
import { fillWords } from '../../../shared/catalogue/fill-words.ts';

it('replaces each name by its value, every time it stands there, and leaves others', () => {
  expect(fillWords('{{a}} of {{b}}, {{a}} {{c}}', { a: 1, b: 'two' })).toBe('1 of two, 1 {{c}}');
});
