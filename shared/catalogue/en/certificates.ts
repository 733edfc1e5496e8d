/** English words for certificate authorities of one's own. */

export const certificates = {
  title: 'Certificates',
  hint: 'For servers whose certificates come from an authority of your organisation that this system does not know. Tokenward asks such a server directly, without the system’s proxy. Your browser has trust of its own: signing in happens there.',
  add: 'Add a certificate authority…',
  list: 'Certificate authorities added',
  until: 'Valid until {{date}}',
  ended: 'Expired on {{date}}; no longer trusted',
  remove: 'Remove',
  added_one: '{{count}} authority added.',
  added_other: '{{count}} authorities added.',
  known: 'What this file holds is here already.',
  removed: 'Removed. Servers that need it are refused from the next request on.',
  fileKind: 'Certificates (PEM)',
  allFiles: 'All files',
  native: {
    message: 'Trust this certificate authority?',
    detail:
      'Whoever holds its private key can pose as any server to Tokenward. Compare the fingerprint with what your administrator gave you.',
    agree: 'Trust',
    cancel: 'Cancel',
  },
} as const;
