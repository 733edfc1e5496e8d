import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autostartEntry } from '../../../electron/platform/autostart-entry.ts';

const execOf = (command: readonly string[]): string =>
  /^Exec=([^\n]*)$/m.exec(autostartEntry(command) ?? '')?.[1] ?? '';

/** Reads an `Exec` value the way the specification says: strings first, then quotes, then field codes. */
function readExec(value: string): readonly string[] {
  const text = value.replaceAll('\\\\', '\\');
  const words = text.match(/"(?:\\.|[^"\\])*"|[^\s"]+/g) ?? [];
  return words
    .map((word) => (word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(.)/g, '$1') : word))
    .map((word) => word.replaceAll('%%', '%'));
}

describe('the autostart entry', () => {
  it('is a plain application that runs the command', () => {
    expect(autostartEntry(['/opt/Tokenward/tokenward', '--started-at-login'])).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Version=1.5',
        'Name=Tokenward',
        'Exec=/opt/Tokenward/tokenward --started-at-login',
        'Terminal=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['a space', '/home/me/My Apps/t', '"/home/me/My Apps/t"'],
    ['a percent sign', '/home/50%/t', '/home/50%%/t'],
    ['a quotation mark', '/a"b', String.raw`"/a\\"b"`],
    ['a dollar sign', '/a$b', String.raw`"/a\\$b"`],
    ['a backquote', '/a`b', '"/a\\\\`b"'],
    ['a backslash', String.raw`/a\b`, String.raw`"/a\\\\b"`],
    ['nothing', '', '""'],
    ['Chinese', '/家/令牌', '/家/令牌'],
  ])('holds %s', (_, argument, expected) => {
    expect(execOf(['/t', argument])).toBe(`/t ${expected}`);
  });

  it('gives every command back as it was (Desktop Entry Specification, the Exec key)', () => {
    const argument = fc.string({ unit: 'grapheme', maxLength: 30 });
    const printable = argument.filter((it) => !/\p{Cc}/u.test(it));
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1, maxLength: 4 }), (command) => {
        expect(readExec(execOf(command))).toEqual(command);
      }),
    );
  });

  it.each(['/a\nb', '/a\u0000b', '/a\tb'])('does not exist for %j', (argument) => {
    expect(autostartEntry([argument])).toBeNull();
  });
});
