/** Finds JWTs in a text (RFC 7519, RFC 7515): three runs of base64url, each read once, however many beginnings are in it. */

export type JwtPlace = { readonly start: number; readonly end: number };

const longestHeader = 8_000;
const longestClaims = 16_000;
const longestSignature = 2_000;

const isWordCharacter = /[A-Za-z0-9_]/;

/** For one text: the first JWT that begins at or behind an index; the index must not go back. Null where none is left. */
export function jwtFinder(text: string): (at: number) => JwtPlace | null {
  const endOfRun = runEnds(text);
  return (at) => {
    let start = text.indexOf('eyJ', at);
    while (start >= 0) {
      const header = endOfRun(start);
      const begins = start === 0 || !isWordCharacter.test(text.charAt(start - 1));
      const end = begins ? endOfJwt(text, { start, header }, endOfRun) : null;
      if (end !== null) return { start, end };
      // What follows this run is wrong for every other beginning in it too.
      start = text.indexOf('eyJ', begins ? header : start + 3);
    }
    return null;
  };
}

function endOfJwt(
  text: string,
  { start, header }: { readonly start: number; readonly header: number },
  endOfRun: (index: number) => number,
): number | null {
  if (header - start > longestHeader || !text.startsWith('.eyJ', header)) return null;
  const claims = endOfRun(header + 1);
  if (claims - header > longestClaims || text[claims] !== '.') return null;
  const signature = Math.min(endOfRun(claims + 1), claims + 1 + longestSignature);
  const isWhole = header - start > 10 && claims - header > 5 && signature - claims > 10;
  return isWhole ? signature : null;
}

/** Only the last few are remembered: those that a JWT beginning further on can still need. */
function runEnds(text: string): (index: number) => number {
  const pattern = /[A-Za-z0-9_-]*/y;
  let runs: readonly JwtPlace[] = [];
  return (index) => {
    const known = runs.find(({ start, end }) => start <= index && index <= end);
    if (known !== undefined) return known.end;
    pattern.lastIndex = index;
    const end = index + (pattern.exec(text)?.[0].length ?? 0);
    runs = [{ start: index, end }, ...runs.slice(0, 3)];
    return end;
  };
}
