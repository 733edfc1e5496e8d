/** English words for revoking many accounts at once, the native question included. */

export const runs = {
  native: {
    message: 'Revoke the tokens of {{count}} accounts?',
    production: '{{production}} of them are production accounts.',
    detail: 'Their servers are asked to end every token held here. This cannot be undone.',
    agree: 'Revoke',
    cancel: 'Cancel',
  },
} as const;
