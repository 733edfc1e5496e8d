// Asks the demo's server about tokens by their fingerprints; what is raw stays between this process and the server that it runs.
import { fingerprintOf } from '../tests/fixtures/authorization-server-log.mjs';

/** The token that the server issued under this fingerprint; throws where it never did. */
export function rawTokenOf(server, fingerprint) {
  const known = server.secrets.find(({ value }) => fingerprintOf(value) === fingerprint);
  if (known === undefined) throw new Error(`The server never issued ${fingerprint}.`);
  return known.value;
}

/** Resolves with a yes or no of the server's introspection for each fingerprint. */
export function areActive(server, fingerprints) {
  return Promise.all(fingerprints.map((it) => server.isActive(rawTokenOf(server, it))));
}
