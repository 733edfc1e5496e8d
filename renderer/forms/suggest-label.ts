/** A label to fall back on: the server's host with the preset's name, numbered where the name is taken. */
import { presetOf } from '../../shared/presets.ts';
import type { AccountForm } from './account-form.ts';
import { hostOf } from './check-address.ts';

/** Empty while no server address is typed; `taken` are the labels in use. */
export function suggestLabel(form: AccountForm, taken: readonly string[]): string {
  const preset = presetOf(form.provider);
  const host = hostOf(preset.kind === 'oauth2' ? firstEndpoint(form) : form.issuer);
  if (host === null) return '';
  const official = host === hostOf(preset.endpoints?.authorization ?? preset.issuer);
  const base = preset.name === null ? host : official ? preset.name : `${preset.name} · ${host}`;
  return numberLabel(base, taken);
}

function firstEndpoint(form: AccountForm): string {
  return form.grantType === 'client_credentials' ? form.tokenEndpoint : form.authorizationEndpoint;
}

function numberLabel(base: string, taken: readonly string[]): string {
  let label = base;
  for (let count = 2; taken.includes(label); count += 1) label = `${base} ${count}`;
  return label;
}
