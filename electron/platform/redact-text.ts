/** Takes out of a text whatever looks like a token, a code or a secret (requirement D-09). */

const redacted = '[redacted]';

const secretNames = [
  'access_token',
  'refresh_token',
  'id_token',
  'id_token_hint',
  'token',
  'code',
  'state',
  'nonce',
  'code_verifier',
  'code_challenge',
  'device_code',
  'client_secret',
  'client_assertion',
  'assertion',
  'password',
  'secret',
].join('|');

const rules: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]{4,}(?:\.[\w-]*){0,4}/g, redacted],
  [/\b(Bearer|DPoP|Basic)\s+[^\s,;"']+/gi, `$1 ${redacted}`],
  [
    new RegExp(`\\b(${secretNames})(["']?\\s*(?:=|:|%3D)\\s*["']?)[^\\s&"',;}]+`, 'gi'),
    `$1$2${redacted}`,
  ],
  // Longer than any identifier of ours: base64, base64url or hex of 24 bytes and more.
  [/[\w+/-]{32,}={0,2}/g, redacted],
];

/** Texts are cut to 512 characters first: nothing that belongs in a log is longer. */
export function redactText(text: string): string {
  return rules.reduce(
    (clean, [pattern, replacement]) => clean.replace(pattern, replacement),
    text.slice(0, 512),
  );
}
