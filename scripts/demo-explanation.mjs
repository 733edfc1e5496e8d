// What the demo on a desktop tells a person to try, in the order of a good story, with the words that are on the screen.
import { clientSecret, users } from '../tests/fixtures/authorization-server-directory.mjs';

const trying = ({ words }) => `
  Copy a token     select a row and press c; the clipboard is cleared after 30 s
  Refresh          press r; the details show the new fingerprints
  Sign in again    Billing API: the server has ended its grant
  Also look at     Release bot (expires within minutes), Read-only report (no refresh token),
                   ${words('window.settings')} for theme, language and the tray`;

const ending = ({ words, foundLine, canSwitch }) => `
  Revoke           select Orders backend and press Delete: what ends and what stays, then for each
                   token a verdict with its evidence; "${words('revocation.logOut.action')}" afterwards
  Many             Ctrl-click (⌘-click) three rows, then "${words('runs.selection.revoke')}"
  Panic            "${words('runs.menu.label')}" at the top, then "${words('runs.menu.panic')}": choose the tag ci,
                   hold the button for one second, save the report
  A found token    "${words('found.open')}" at the foot of the sidebar: paste this line from a log;
                   access_token= with a long made-up string behind it goes nowhere
                   ${foundLine}
  What happened    "${words('activity.open')}" in the sidebar, then "${words('activity.verify.action')}"${
    canSwitch
      ? `
  Server down      press Enter here, then revoke: "${words('status.revocation_pending')}"; press Enter
                   again, and the app ends it by itself within half a minute`
      : ''
  }`;

const adding = ({ issuer }) => `
  Add account      in your own browser, as any of: ${users.map((it) => it.username).join(', ')}
    Provider       Custom OpenID Connect
    Issuer URL     ${issuer}
    Client ID      public
    Scopes         openid email profile offline_access orders:read
    With a secret  client ID confidential, secret ${clientSecret}`;

/** `foundLine` holds a token of the local server; `canSwitch` tells whether Enter takes that server away and back. */
export const explainDemo = (shown) => `
Tokenward is open with ${shown.count} accounts, on a profile that is removed at the end.
They were signed in at a local authorization server by a browser made of code. Now it is your turn.
${trying(shown)}

How tokens end:
${ending(shown)}

And with an account of your own:
${adding(shown)}

Close the window, or press Ctrl+C here, to end everything.
`;
