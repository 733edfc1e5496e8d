/** The names of the contract alone, so that the sandboxed preload needs no schemas; tested equal to the contract. */

export const requestNames = [
  'snapshot.read',
  'server.discover',
  'redirect.copy',
  'flow.authorize',
  'flow.reauthorize',
  'flow.copy_link',
  'flow.open_again',
  'flow.choose_another_user',
  'flow.paste_address',
  'flow.cancel',
  'flow.decide',
  'flow.dismiss',
  'account.details',
  'account.copy',
  'account.refresh',
  'account.refresh_all',
  'account.revoke_preview',
  'account.revoke',
  'account.open_page',
  'account.remove',
  'account.edit',
  'run.start',
  'run.stop',
  'run.dismiss',
  'run.save_report',
  'settings.update',
  'keychain.retry',
  'notice.dismiss',
] as const;

export const eventNames = ['snapshot.patched', 'menu.chosen'] as const;
