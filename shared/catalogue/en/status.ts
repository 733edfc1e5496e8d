/** The status words, exactly as people and tests look for them (the order of precedence is shared/status.ts). */

export const status = {
  revoked: 'Revoked',
  not_revoked: 'Not revoked',
  alive_until: 'Alive until',
  revocation_pending: 'Revocation pending',
  revoking: 'Revoking',
  refreshing: 'Refreshing',
  needs_sign_in: 'Needs sign-in',
  needs_correction: 'Needs correction',
  no_token: 'No token yet',
  not_saved: 'Not saved yet',
  server_unavailable: 'Server unavailable',
  expired: 'Expired',
  expiring_soon: 'Expiring soon',
  no_expiry: 'No expiry',
  active: 'Active',
} as const;
