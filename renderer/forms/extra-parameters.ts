/** Extra parameters of the authorization or token request as a person types them: one key=value a line (RFC 6749 sections 3.1 and 3.2, no name twice). */
import { type GrantType, reservedParametersOf } from '../../shared/account-definition.ts';
import type { FieldProblem } from './field-problem.ts';

type Parsed =
  | { readonly ok: true; readonly value: Record<string, string> }
  | { readonly ok: false; readonly problem: FieldProblem };

/** The parameters by name, or the first line that cannot be one. Empty lines are skipped. */
export function parseExtraParameters(text: string, grantType: GrantType): Parsed {
  const reserved = reservedParametersOf(grantType);
  const pairs = new Map<string, string>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const equals = line.indexOf('=');
    const name = line.slice(0, Math.max(0, equals)).trim();
    if (name === '') return refuse({ key: 'parameter_line', line: index + 1 });
    if (pairs.has(name)) return refuse({ key: 'parameter_twice', name });
    if (reserved.includes(name)) return refuse({ key: 'parameter_reserved', name });
    pairs.set(name, line.slice(equals + 1).trim());
  }
  return { ok: true, value: Object.fromEntries(pairs) };
}

function refuse(problem: FieldProblem): Parsed {
  return { ok: false, problem };
}
