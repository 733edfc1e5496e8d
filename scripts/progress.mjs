// Tells on stderr how a slow step goes: a rewritten line on a terminal, a line now and then elsewhere.

const quietMs = 10_000;

/** Starts the account of one slow step; `update` changes its detail, `end` closes the line. */
export function startProgress(label) {
  const terminal = process.stderr.isTTY === true;
  let saidAt = performance.now();
  process.stderr.write(terminal ? `${label} ...` : `${label} ...\n`);
  return {
    update(detail) {
      if (terminal) process.stderr.write(`\r\u001b[K${label} ... ${detail}`);
      else if (performance.now() - saidAt > quietMs) {
        saidAt = performance.now();
        process.stderr.write(`${label} ... ${detail}\n`);
      }
    },
    end(outcome) {
      process.stderr.write(
        terminal ? `\r\u001b[K${label}: ${outcome}\n` : `${label}: ${outcome}\n`,
      );
    },
  };
}
