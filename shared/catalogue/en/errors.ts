/** English words for every error code: what happened, what it means, and the one next step. */
import type { WordsOfEveryError } from '../error-words.ts';

export const errors = {
  invalid_params: {
    title: 'Something in this request is not valid',
    hint: 'One of the values is too long, has the wrong form, or is missing. Nothing was changed.',
    action: 'Check what you typed',
  },
  untrusted_sender: {
    title: 'The request was refused',
    hint: 'It did not come from Tokenward’s own window, so nothing was done.',
    action: 'Restart Tokenward',
  },
  account_not_found: {
    title: 'This account is no longer here',
    hint: 'It was removed in the meantime. Nothing was done.',
    action: 'Close',
  },
  flow_not_found: {
    title: 'This sign-in is no longer waiting',
    hint: 'It has ended or was cancelled. Start it again if you still need it.',
    action: 'Start again',
  },
  account_busy: {
    title: 'This account is busy',
    hint: 'It is being refreshed, revoked or signed in right now. Try again when that has ended.',
    action: 'Try again in a moment',
  },
  endpoints_frozen: {
    title: 'The server cannot change while tokens are held',
    hint: 'Tokens go only to the server that issued them. Add another account for the other server, or revoke this one first.',
    action: 'Add another account',
  },
  issuer_invalid: {
    title: 'This is not an issuer URL',
    hint: 'Enter the whole address, such as https://id.example.com, without a query (?) or fragment (#).',
    action: 'Correct the address',
  },
  issuer_not_https: {
    title: 'The address must begin with https://',
    hint: 'Plain http is accepted only for a server on this machine (127.0.0.1, [::1] or localhost).',
    action: 'Correct the address',
  },
  issuer_mismatch: {
    title: 'The server calls itself by another name',
    hint: 'Its metadata names a different issuer. Use exactly the issuer URL that the server announces, letter by letter.',
    action: 'Correct the issuer URL',
  },
  metadata_not_found: {
    title: 'No sign-in information at this address',
    hint: 'The server was reached, but it publishes neither OpenID Connect nor OAuth 2.0 metadata there. Check the path, or use Custom OAuth 2.0 and enter the endpoints yourself.',
    action: 'Check the issuer URL',
  },
  metadata_invalid: {
    title: 'The server’s metadata cannot be used',
    hint: 'It answered with something incomplete or malformed. Check the address, or ask whoever runs the server.',
    action: 'Check the issuer URL',
  },
  endpoint_not_https: {
    title: 'An endpoint is not https',
    hint: 'Tokens would travel unprotected, so this server is not used. Plain http is accepted only when the server itself is on this machine.',
    action: 'Correct the endpoints',
  },
  endpoint_changed: {
    title: 'The server’s endpoints have changed',
    hint: 'Tokens and secrets go only where they went before. Sign in again and agree to the new place; a client secret that was given before is not sent there, so enter it again under Edit if the server wants one.',
    action: 'Sign in again',
  },
  pkce_unsupported: {
    title: 'The server refuses safe PKCE',
    hint: 'It announces only methods other than S256. Tokenward does not sign in without S256.',
    action: 'Ask whoever runs the server',
  },
  code_flow_unsupported: {
    title: 'The server does not offer this kind of sign-in',
    hint: 'It does not announce the authorization code grant, the only one that Tokenward uses for people.',
    action: 'Ask whoever runs the server',
  },
  network_unreachable: {
    title: 'The server could not be reached',
    hint: 'Check the network, the VPN and the address. What is held here is kept.',
    action: 'Try again',
  },
  timed_out: {
    title: 'The server did not answer in time',
    hint: 'It may be slow or overloaded. What is held here is kept.',
    action: 'Try again',
  },
  tls_failed: {
    title: 'The connection is not trustworthy',
    hint: 'The server’s certificate could not be verified, so nothing was sent. On a company network, its certificate authority may be missing on this machine; add it in Settings under Certificates.',
    action: 'Check the certificate',
  },
  proxy_authentication: {
    title: 'The proxy asks for a password',
    hint: 'The request never reached the server. Sign in to the proxy, then try again.',
    action: 'Try again',
  },
  redirect_refused: {
    title: 'The server pointed somewhere else',
    hint: 'It answered with a redirect. Tokens and secrets are never sent after one; a captive portal or a wrong address is the usual cause.',
    action: 'Check the address',
  },
  response_too_large: {
    title: 'The answer was too large',
    hint: 'Nothing that belongs here is that big, so reading it was stopped. Check the address.',
    action: 'Check the address',
  },
  response_unreadable: {
    title: 'The answer could not be read',
    hint: 'It was not what an authorization server sends; a captive portal or a gateway may have answered in its place. What is held here is kept.',
    action: 'Try again',
  },
  server_unavailable: {
    title: 'The server is out of order',
    hint: 'It answered with an error of its own. What is held here is kept; try again later.',
    action: 'Try again later',
  },
  rate_limited: {
    title: 'The server asks to wait',
    hint: 'It received too many requests. No token was lost; try again later.',
    action: 'Try again later',
  },
  access_denied: {
    title: 'Access was not granted',
    hint: 'You, or a rule at the server, declined. Try again, choose another user, or ask for fewer scopes.',
    action: 'Try again',
  },
  grant_refused: {
    title: 'The server ended this grant',
    hint: 'It no longer accepts the refresh token. Some servers end the oldest one without a word when a client has many. Sign in again to get a new one.',
    action: 'Sign in again',
  },
  refresh_unexplained: {
    title: 'The server refused to refresh and did not say why',
    hint: 'The tokens are kept. If it refuses once more, a new sign-in is needed.',
    action: 'Try again',
  },
  answer_lost: {
    title: 'The server’s answer was lost three times',
    hint: 'It may have replaced the refresh token without Tokenward receiving the new one. The access token still works until it ends. Sign in again.',
    action: 'Sign in again',
  },
  client_refused: {
    title: 'The server does not accept this client',
    hint: 'The client ID is unknown, or the client secret is missing, wrong or expired.',
    action: 'Check client ID and secret',
  },
  scope_refused: {
    title: 'The server does not accept these scopes',
    hint: 'At least one is unknown to it or not allowed for this client.',
    action: 'Change the scopes',
  },
  request_refused: {
    title: 'The server refused the request',
    hint: 'It did not accept a parameter. Compare the redirect URI, the scopes and the extra parameters with what is registered.',
    action: 'Check the client’s registration',
  },
  token_response_invalid: {
    title: 'The server’s answer held no usable token',
    hint: 'A required part was missing or of an unknown kind, so it was not accepted.',
    action: 'Try again',
  },
  id_token_invalid: {
    title: 'The ID token did not pass its checks',
    hint: 'It cannot be trusted to come from this server for this sign-in, so the new access token is not used.',
    action: 'Try again',
  },
  clock_wrong: {
    title: 'The clock of this computer does not fit the server’s',
    hint: '{{clock}} The ID token could not be checked by it, so the new access token is not used. Set the clock, then try again. The new refresh token of a refresh is kept; tokens of a sign-in are revoked where the server can.',
    action: 'Set the clock, then try again',
  },
  identity_changed: {
    title: 'The server answered for somebody else',
    hint: 'The refreshed tokens name another user or issuer, so they were not accepted. Sign in again.',
    action: 'Sign in again',
  },
  state_mismatch: {
    title: 'This answer belongs to another sign-in',
    hint: 'It does not match the one that is waiting here. Use the address from the browser window opened last.',
    action: 'Paste the right address',
  },
  response_issuer_mismatch: {
    title: 'The answer came from another server',
    hint: 'It names a different issuer than the one asked, so nothing was sent on.',
    action: 'Start again',
  },
  response_invalid: {
    title: 'The answer from the browser is not valid',
    hint: 'It is incomplete or says the same thing twice, so it was not used.',
    action: 'Start again',
  },
  address_invalid: {
    title: 'This is not the address you landed on',
    hint: 'Copy the whole address from the browser after signing in. It begins with the redirect URI shown here.',
    action: 'Paste the whole address',
  },
  flow_timed_out: {
    title: 'Nobody finished signing in',
    hint: 'The time ran out before the browser came back. Nothing was changed.',
    action: 'Try again',
  },
  flow_interrupted: {
    title: 'The sign-in was interrupted',
    hint: 'Tokenward was closed before the browser came back. Start it again, or remove the account.',
    action: 'Sign in again',
  },
  flow_flooded: {
    title: 'Too many foreign answers arrived',
    hint: 'Something on this machine kept calling the redirect address, so the sign-in was stopped.',
    action: 'Try again',
  },
  too_many_flows: {
    title: 'Too many sign-ins are waiting',
    hint: 'Finish or cancel one of them first.',
    action: 'Finish a waiting sign-in',
  },
  port_in_use: {
    title: 'The redirect port is taken',
    hint: 'Another program on this machine listens there. Close it, or choose another port under Advanced and register it at the server.',
    action: 'Choose another port',
  },
  browser_not_opened: {
    title: 'No browser could be opened',
    hint: 'Copy the link and open it in a browser on this machine.',
    action: 'Copy link',
  },
  no_tokens: {
    title: 'This account holds no token',
    hint: 'Sign in to get one.',
    action: 'Sign in again',
  },
  no_refresh_token: {
    title: 'This account has no refresh token',
    hint: 'The server did not give one, so the access token cannot be renewed. Sign in again; the scope offline_access may help.',
    action: 'Sign in again',
  },
  no_client_secret: {
    title: 'No client secret is stored',
    hint: 'This account gets its tokens with the client’s own secret. Enter it again under Edit.',
    action: 'Enter the client secret',
  },
  token_expired: {
    title: 'The token has expired',
    hint: 'It could not be refreshed, so nothing was copied. Your clipboard is as it was.',
    action: 'Sign in again',
  },
  grant_ended: {
    title: 'This grant has ended',
    hint: 'It was revoked, or its revocation is pending, so its tokens are no longer used.',
    action: 'Sign in again',
  },
  revocation_unsupported: {
    title: 'The server offers no revocation',
    hint: 'It names no revocation endpoint, so it cannot be asked to end the tokens. You can remove them from here.',
    action: 'Remove here',
  },
  revocation_incomplete: {
    title: 'Not every token was revoked',
    hint: 'What the server refused or did not answer for is kept, so that you can try again.',
    action: 'Try again',
  },
  revocation_given_up: {
    title: 'Not revoked',
    hint: 'Seven days have passed without an answer that decides it. Revoke it at the provider itself; the token is still kept here.',
    action: 'Revoke at the provider',
  },
  revocation_lost: {
    title: 'Not revoked: the keychain lost the tokens',
    hint: 'Nothing is left that could be sent to the server. Revoke the app at the provider itself.',
    action: 'Revoke at the provider',
  },
  revocation_waits: {
    title: 'Its revocation is still pending',
    hint: 'Signing in now would replace tokens that are still to be revoked. Sign in after that, or add another account like this one.',
    action: 'Revoke first',
  },
  provider_page_unknown: {
    title: 'No page is known for this server',
    hint: 'Sign in at the server itself and look for connected or authorized apps.',
    action: 'Go to the server',
  },
  logout_unsupported: {
    title: 'This server has no log-out page',
    hint: 'It names no address for ending a session. Log out at the server itself.',
    action: 'Go to the server',
  },
  found_unknown: {
    title: 'Nobody here knows where this token belongs',
    hint: 'It was sent nowhere, because whoever it was sent to would learn it. Find out who issued it and revoke it there.',
    action: 'Look for its issuer',
  },
  found_foreign_client: {
    title: 'Issued to another client',
    hint: 'Its server is known here, but only the client it was issued to can revoke it. Sign in with that client, or tell its owner.',
    action: 'Find that client',
  },
  found_gone: {
    title: 'What was found is forgotten',
    hint: 'Found tokens are kept for ten minutes, in memory only. Paste the text again.',
    action: 'Paste it again',
  },
  found_changed: {
    title: 'What is known of this token has changed',
    hint: 'Since you looked, an account here began to hold it, or its host is another one. It was sent nowhere. Paste the text again.',
    action: 'Paste it again',
  },
  grant_ended_with_found: {
    title: 'This grant ended with a found token',
    hint: 'Revoking an earlier token of this account ended its tokens as well: they worked before, and no longer do. Sign in again to go on.',
    action: 'Sign in again',
  },
  grant_in_doubt: {
    title: 'This grant may have ended with a found token',
    hint: 'An earlier token of this account was revoked, and at this server that may end its tokens as well. Not all of them could be looked at. Refreshing tells.',
    action: 'Try again',
  },
  run_active: {
    title: 'A revocation of several accounts is still running',
    hint: 'Wait until it has finished, or stop it.',
    action: 'Look at its progress',
  },
  run_unconfirmed: {
    title: 'Nothing was revoked',
    hint: 'Revoking this many accounts, or a production account, needs your confirmation: type their number, or hold the button down.',
    action: 'Confirm again',
  },
  run_not_found: {
    title: 'There is no finished revocation to report on',
    hint: 'Its report is kept until it is dismissed or another one begins.',
    action: 'Close',
  },
  keychain_locked: {
    title: 'The keychain is locked',
    hint: 'Unlock it, then try again. Nothing was lost.',
    action: 'Unlock the keychain',
  },
  keychain_unavailable: {
    title: 'No keychain was found',
    hint: 'Tokenward keeps tokens only in the system’s keychain. Start or install one, such as GNOME Keyring or KWallet.',
    action: 'Start the keychain',
  },
  keychain_timed_out: {
    title: 'The keychain did not answer',
    hint: 'It may be waiting for your password in another window. Nothing was lost.',
    action: 'Try again',
  },
  keychain_denied: {
    title: 'The keychain refused access',
    hint: 'Allow Tokenward to use it, then try again.',
    action: 'Allow access',
  },
  secret_corrupt: {
    title: 'What the keychain holds is damaged',
    hint: 'The stored tokens of this account cannot be read. Sign in again to replace them.',
    action: 'Sign in again',
  },
  secret_missing: {
    title: 'The keychain no longer holds these tokens',
    hint: 'Something else deleted them. Sign in again to get new ones.',
    action: 'Sign in again',
  },
  secret_foreign: {
    title: 'These tokens belong to another installation',
    hint: 'A backup or a roaming profile brought them here, or the file that says which installation this is was lost. Using them could end them on both machines, so sign in again here.',
    action: 'Sign in again',
  },
  secret_outdated: {
    title: 'The keychain holds an earlier state of this account',
    hint: 'This happens when a backup of the keychain is put back. Its refresh token may have been used since, and using it again could end the grant, so sign in again. Revoking still asks the server to end what is held.',
    action: 'Sign in again',
  },
  record_damaged: {
    title: 'What was stored about this account is damaged',
    hint: 'No whole copy of it was found. Check where it signs in to, then sign in again: that stores it anew.',
    action: 'Sign in again',
  },
  not_saved: {
    title: 'Not saved yet',
    hint: 'The newest tokens are only in memory, because the keychain did not take them. Tokenward keeps trying; do not quit.',
    action: 'Unlock the keychain',
  },
  disk_unwritable: {
    title: 'The disk cannot be written',
    hint: 'It is full, or Tokenward’s folder is read-only. Free some space or correct the permissions.',
    action: 'Free some space',
  },
  log_unreadable: {
    title: 'The activity log cannot be read',
    hint: 'The system does not let Tokenward read one of its files, audit.jsonl or audit.0001.jsonl and so on. Nothing is known of what it holds, so the log was neither shown, checked nor exported. Correct the permissions of these files.',
    action: 'Try again',
  },
  login_item_refused: {
    title: 'Starting with the desktop could not be changed',
    hint: 'The system did not let Tokenward change what starts with your desktop, so nothing was changed. On Linux, check that the folder ~/.config/autostart can be written.',
    action: 'Try again',
  },
  file_unreadable: {
    title: 'This file cannot be read',
    hint: 'It is no plain file, or the system does not let Tokenward read it. Nothing was added.',
    action: 'Choose another file',
  },
  file_too_large: {
    title: 'This file is too large',
    hint: 'It is longer than 1 MiB, and a certificate has a few kilobytes. Nothing was added.',
    action: 'Choose another file',
  },
  certificate_unreadable: {
    title: 'This file holds no certificate that can be read',
    hint: 'It must be PEM text: certificates between the lines BEGIN CERTIFICATE and END CERTIFICATE, and nothing else between such lines. Nothing was added.',
    action: 'Choose a PEM file',
  },
  certificate_private_key: {
    title: 'This file holds a private key',
    hint: 'A private key belongs in no other program, so nothing was read from the file. Ask for the certificate alone.',
    action: 'Choose a file without a key',
  },
  certificate_not_authority: {
    title: 'A certificate in this file is not an authority’s',
    hint: 'It belongs to a server or a person, not to an authority that signs certificates. Only authorities can be added, and nothing of this file was.',
    action: 'Choose the authority’s certificate',
  },
  certificate_out_of_date: {
    title: 'A certificate in this file is not valid today',
    hint: 'Its time is over or has not begun; if neither is true, check this machine’s date. Nothing of this file was added.',
    action: 'Ask for a valid certificate',
  },
  too_many_authorities: {
    title: 'Too many certificate authorities',
    hint: 'At most 8 can be added at a time, and 50 are kept. Choose a file with your organisation’s own only. Nothing was added.',
    action: 'Choose a smaller file',
  },
  disk_read_only: {
    title: 'Nothing can be saved now',
    hint: 'Tokenward’s folder is read-only. A refresh may replace the refresh token, and the new one could be kept only in the keychain.',
    action: 'Make the folder writable',
  },
  clipboard_failed: {
    title: 'The clipboard could not be used',
    hint: 'Nothing was copied. Another program may be holding it.',
    action: 'Try again',
  },
  internal: {
    title: 'Something went wrong in Tokenward',
    hint: 'This is a fault of ours, not of the server.',
    action: 'Try again',
  },
} as const satisfies WordsOfEveryError;
