/** Reads certificate authorities out of PEM text (RFC 7468), and says why a certificate is none to trust (RFC 5280). */
import { X509Certificate } from 'node:crypto';
import { AppError } from '../app-error.ts';
import type { Authority } from '../ports.ts';

const begin = /^-----BEGIN ([A-Z0-9 ]+)-----$/;
const endLine = /^-----END (?:X509 )?CERTIFICATE-----$/;
const certificateLabel = /^(?:X509 )?CERTIFICATE$/;
const longestSubject = 200;
// As in oauth/untrusted-text.ts: no control or bidirectional characters, one line.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('certificate_unreadable', { reason }, cause);
}

/** The PEM blocks of a text; lines between them are comments. Line by line, because a hostile text may be long. */
function splitBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let open: string[] | null = null;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const trimmed = line.trimEnd();
    const label = begin.exec(trimmed)?.[1];
    if (label !== undefined) {
      if (open !== null || !certificateLabel.test(label)) throw unreadable('block');
      open = [trimmed];
      continue;
    }
    open?.push(trimmed);
    if (open === null || !endLine.test(trimmed)) continue;
    blocks.push(open.join('\n'));
    open = null;
  }
  if (open !== null) throw unreadable('cut_off');
  if (blocks.length === 0) throw unreadable('no_certificate');
  return blocks;
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (thrown) {
    throw unreadable('encoding', thrown);
  }
}

function sayOneLine(subject: string): string {
  const attributes = subject.split('\n').reverse().join(', ');
  return attributes.replace(unsafe, ' ').trim().slice(0, longestSubject);
}

function toAuthority(certificate: X509Certificate): Authority {
  const subject = sayOneLine(certificate.subject ?? '');
  if (!certificate.ca) throw new AppError('certificate_not_authority', { subject });
  const expiresAt = Date.parse(certificate.validTo);
  if (!Number.isFinite(expiresAt)) throw unreadable('dates');
  return {
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject,
    expiresAt,
    // Made anew, so that nothing else of the text is ever kept.
    pem: certificate.toString(),
  };
}

/** The authorities of a text, each once. Throws AppError `certificate_*`; one bad certificate refuses the whole text. */
export function readAuthorities(text: string): readonly Authority[] {
  // Looked for before anything else: whoever chose the wrong file is told of the worst that is in it.
  if (/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(text)) {
    throw new AppError('certificate_private_key');
  }
  const found = splitBlocks(text).map((pem) => toAuthority(readCertificate(pem)));
  return [...new Map(found.map((authority) => [authority.fingerprint, authority])).values()];
}

/** Refuses one that is not valid at `wallNow` (epoch ms) with AppError `certificate_out_of_date`. */
export function requireInDate({ pem, subject, expiresAt }: Authority, wallNow: number): void {
  const begins = Date.parse(new X509Certificate(pem).validFrom);
  if (begins > wallNow) {
    throw new AppError('certificate_out_of_date', { reason: 'not_yet', subject });
  }
  if (expiresAt <= wallNow) {
    throw new AppError('certificate_out_of_date', { reason: 'expired', subject });
  }
}
