import { describe, expect, it } from 'vitest';
import { isTenantTemplate, metadataUrls, parseIssuer } from '../../../electron/oauth/issuer.ts';

describe('parseIssuer', () => {
  const accepted = [
    'https://id.example',
    'https://id.example/',
    'https://id.example:8443/realms/one',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://localhost:3000/tenant',
  ];
  it.each(accepted)('O-21 takes %s as an issuer', (typed) => {
    expect(parseIssuer(typed).accepted).toContain(typed);
  });

  const refused: [string, string][] = [
    ['http://id.example', 'issuer_not_https'],
    ['http://127.0.0.1.evil.example', 'issuer_not_https'],
    ['http://localhost.evil.example', 'issuer_not_https'],
    ['https://id.example?tenant=1', 'issuer_invalid'],
    ['https://id.example?', 'issuer_invalid'],
    ['https://id.example#part', 'issuer_invalid'],
    ['https://id.example#', 'issuer_invalid'],
    ['https://user@id.example', 'issuer_invalid'],
    ['https://user:password@id.example', 'issuer_invalid'],
    ['https://id.example\\@evil.example', 'issuer_invalid'],
    ['ftp://id.example', 'issuer_invalid'],
    ['javascript:alert(1)', 'issuer_invalid'],
    ['file:///etc/passwd', 'issuer_invalid'],
    ['id.example', 'issuer_invalid'],
    ['', 'issuer_invalid'],
  ];
  it.each(refused)('O-21 refuses %s with %s', (typed, code) => {
    expect(() => parseIssuer(typed)).toThrow(expect.objectContaining({ code }));
  });

  const pasted: [string, string][] = [
    ['https://id.example/.well-known/openid-configuration', 'https://id.example'],
    [
      'https://id.example/realms/one/.well-known/openid-configuration',
      'https://id.example/realms/one',
    ],
    ['https://id.example/.well-known/oauth-authorization-server/one', 'https://id.example/one'],
    ['https://id.example/.well-known/oauth-authorization-server', 'https://id.example'],
  ];
  it.each(pasted)('O-19 reads the issuer %s out of a pasted metadata address', (typed, issuer) => {
    expect(parseIssuer(typed).accepted).toContain(issuer);
    expect(parseIssuer(typed).url.href).not.toContain('.well-known');
  });

  it('O-19 forgives the slash at the end and nothing else', () => {
    const { accepted: spellings } = parseIssuer('https://id.example/One');
    expect(spellings).toEqual(['https://id.example/One', 'https://id.example/One/']);
  });
});

describe('metadataUrls', () => {
  it('O-20 asks in the OpenID Connect form and then in the RFC 8414 form', () => {
    const [openId, oauth] = metadataUrls(new URL('https://id.example/realms/one/'));
    expect(openId.href).toBe('https://id.example/realms/one/.well-known/openid-configuration');
    expect(oauth.href).toBe('https://id.example/.well-known/oauth-authorization-server/realms/one');
  });
});

describe('isTenantTemplate', () => {
  it("O-19 accepts a template from Microsoft's host and from no other", () => {
    expect(isTenantTemplate('https://login.microsoftonline.com/{tenantid}/v2.0')).toBe(true);
    expect(isTenantTemplate('https://login.microsoftonline.com.evil.example/{tenantid}/')).toBe(
      false,
    );
    expect(isTenantTemplate('https://id.example/{tenantid}/v2.0')).toBe(false);
    expect(isTenantTemplate(null)).toBe(false);
  });
});
