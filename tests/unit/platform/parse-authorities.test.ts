/** What a file may hold to be trusted, and what is refused with which words (N-05). */
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAuthorities, requireInDate } from '../../../electron/platform/parse-authorities.ts';
import { makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { makeSelfSignedCertificate } from '../../fixtures/self-signed-certificate.ts';

const root = makePrivateAuthority({ name: 'Acme Root' });
const other = makePrivateAuthority({ name: 'Acme Other Root' });
const leaf = root.issue({ name: 'id.acme.example', hosts: ['id.acme.example'] });
const body = root.cert.split('\n').slice(1, -2).join('\n');
const fingerprintOf = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

describe('N-05 what can be read', () => {
  it('is an authority with its subject, its end and its fingerprint', () => {
    expect(readAuthorities(root.cert)).toEqual([
      {
        fingerprint: fingerprintOf(root.cert),
        subject: 'CN=Acme Root',
        expiresAt: Date.parse(new X509Certificate(root.cert).validTo),
        pem: root.cert,
      },
    ]);
  });

  it.each<[string, string, number]>([
    ['several', root.cert + other.cert, 2],
    ['the same one twice', root.cert + root.cert, 1],
    ['an authority under another', root.issueAuthority({ name: 'Acme Issuing' }).cert, 1],
    ['lines of Windows', root.cert.replaceAll('\n', '\r\n'), 1],
    ['lines of an old Mac', root.cert.replaceAll('\n', '\r'), 1],
    ['a byte order mark', `\uFEFF${root.cert}`, 1],
    ['comments around', `# Acme\n${root.cert}\n\nCN = Other\n${other.cert}bye`, 2],
    ['blanks after the lines', root.cert.replaceAll('\n', ' \t\n'), 1],
    ['the older label', root.cert.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'), 1],
  ])('with %s', (_name, text, count) => {
    const found = readAuthorities(text);
    expect(found).toHaveLength(count);
    expect(found[0]?.pem).toMatch(
      /^-----BEGIN CERTIFICATE-----\n[^#]+\n-----END CERTIFICATE-----\n$/,
    );
  });

  it('shows a hostile subject on one line of bounded length, without characters that turn the text', () => {
    const name = `Bank\u202E\u0007\nCN=Fake${'x'.repeat(500)}`;
    const [authority] = readAuthorities(makePrivateAuthority({ name }).cert);
    expect(authority?.subject).toMatch(/^[^\p{Cc}\p{Cf}]{20,200}$/u);
  });
});

describe('N-05 what is refused whole', () => {
  const der = Buffer.from(body, 'base64');
  it.each<[string, string, string]>([
    ['nothing', '', 'certificate_unreadable'],
    ['a text', 'Dear colleague, here is our certificate', 'certificate_unreadable'],
    ['DER', der.toString('latin1'), 'certificate_unreadable'],
    ['UTF-16', Buffer.from(root.cert, 'utf16le').toString('utf8'), 'certificate_unreadable'],
    ['a block that never ends', root.cert.slice(0, -20), 'certificate_unreadable'],
    [
      'a block within a block',
      `-----BEGIN CERTIFICATE-----\n${root.cert}`,
      'certificate_unreadable',
    ],
    ['no base64', root.cert.replace(body, '!!!'), 'certificate_unreadable'],
    ['half a certificate', root.cert.replace(body, body.slice(0, 120)), 'certificate_unreadable'],
    [
      'another kind of block',
      root.cert.replaceAll('CERTIFICATE', 'PKCS7'),
      'certificate_unreadable',
    ],
    [
      'one good and one damaged',
      root.cert + root.cert.replace(body, 'AAAA'),
      'certificate_unreadable',
    ],
    ['a private key beside it', root.cert + root.key, 'certificate_private_key'],
    ['a private key alone', root.key, 'certificate_private_key'],
    [
      'a sealed private key',
      root.key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'),
      'certificate_private_key',
    ],
    [
      'a private key in the middle of a line',
      `x-----BEGIN EC PRIVATE KEY-----`,
      'certificate_private_key',
    ],
    ['the certificate of a server', leaf.cert, 'certificate_not_authority'],
    [
      'a certificate that says nothing of itself',
      makeSelfSignedCertificate('x').cert,
      'certificate_not_authority',
    ],
    ['an authority and a server', root.cert + leaf.cert, 'certificate_not_authority'],
  ])('%s', (_name, text, code) => {
    expect(() => readAuthorities(text)).toThrow(expect.objectContaining({ code }));
  });

  it('names the certificate that is none of an authority', () => {
    expect(() => readAuthorities(root.cert + leaf.cert)).toThrow(
      expect.objectContaining({ details: { subject: 'CN=id.acme.example' } }),
    );
  });

  it('reads a long hostile text in one pass', () => {
    const text = '-----BEGIN CERTIFICATE-----\n'.repeat(30_000);
    expect(() => readAuthorities(text)).toThrow(
      expect.objectContaining({ code: 'certificate_unreadable' }),
    );
    const noEnd = '-----BEGIN AAAAAAAAAAAAAAAAAA'.repeat(30_000);
    expect(() => readAuthorities(noEnd)).toThrow(
      expect.objectContaining({ code: 'certificate_unreadable' }),
    );
  });
});

describe('N-05 when it can be added', () => {
  const [authority] = readAuthorities(root.cert);
  if (authority === undefined) throw new Error('nothing was read');
  const minute = 60_000;

  it('is between its dates', () => {
    expect(() => requireInDate(authority, authority.expiresAt - 1)).not.toThrow();
  });

  it.each([
    ['expired', authority.expiresAt],
    ['not_yet', authority.expiresAt - 121 * minute],
  ])('is not when it is %s, and says which', (reason, now) => {
    expect(() => requireInDate(authority, now)).toThrow(
      expect.objectContaining({
        code: 'certificate_out_of_date',
        details: { reason, subject: 'CN=Acme Root' },
      }),
    );
  });
});
