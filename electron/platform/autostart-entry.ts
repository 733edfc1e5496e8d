/** The text of an XDG autostart entry (Desktop Entry Specification 1.5, Desktop Application Autostart Specification 0.5). */

const reserved = /[\s"'\\><~|&;$*?#()`]/;

/** One argument of `Exec`: quoted where it must be, `%` doubled because it begins a field code. */
function quoteArgument(argument: string): string {
  const text = argument.replaceAll('%', '%%');
  if (text !== '' && !reserved.test(text)) return text;
  return `"${text.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
}

/**
 * The `Exec` line of a command; the rule for strings doubles the backslashes that quoting made. Null where an argument
 * has characters that no entry can hold.
 */
function execLine(command: readonly string[]): string | null {
  if (command.some((argument) => /\p{Cc}/u.test(argument))) return null;
  return `Exec=${command.map(quoteArgument).join(' ').replaceAll('\\', '\\\\')}`;
}

/** An entry that runs `command` when the person signs in to the desktop; null where it cannot be written down. */
export function autostartEntry(command: readonly string[]): string | null {
  const exec = execLine(command);
  if (exec === null) return null;
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Tokenward',
    exec,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}
