// A label is suggested from the server, so that nobody has to think of one.
import { expect, it } from 'vitest';
import { emptyForm } from '../../../../renderer/forms/account-form.ts';
import { suggestLabel } from '../../../../renderer/forms/suggest-label.ts';

it('suggests the host of the issuer, the authorization endpoint, or the preset', () => {
  const oidc = { ...emptyForm('custom_oidc'), issuer: 'https://id.example.com:8443/realms/a' };
  const plain = { ...emptyForm('custom_oauth2'), authorizationEndpoint: 'https://a.example/x' };
  const keycloak = { ...emptyForm('keycloak'), issuer: 'https://kc.example/realms/a' };
  expect(suggestLabel(oidc, [])).toBe('id.example.com:8443');
  expect(suggestLabel(plain, [])).toBe('a.example');
  expect(suggestLabel(keycloak, [])).toBe('Keycloak · kc.example');
  expect(suggestLabel(emptyForm('gitlab'), [])).toBe('GitLab');
});

it('numbers a label that is taken', () => {
  expect(suggestLabel(emptyForm('gitlab'), ['GitLab', 'GitLab 2'])).toBe('GitLab 3');
});

it('suggests nothing before there is an address', () => {
  expect(suggestLabel(emptyForm('custom_oidc'), [])).toBe('');
});
