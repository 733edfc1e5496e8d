/** Joins every request of the contract to its use case; the record is exhaustive by type. */
import { redirectUri } from '../../shared/redirect-uri.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AuditHeadKeeper } from '../accounts/audit-head.ts';
import {
  authorizeAccount,
  cancelFlowsOf,
  reauthorizeAccount,
} from '../accounts/authorize-account.ts';
import { copyToken } from '../accounts/copy-token.ts';
import { editAccount } from '../accounts/edit-account.ts';
import { exportAudit } from '../accounts/export-audit.ts';
import type { FlowDeps } from '../accounts/flow-deps.ts';
import type { FoundTokenDesk } from '../accounts/found-tokens.ts';
import { logOut } from '../accounts/log-out.ts';
import { openProviderPage } from '../accounts/open-provider-page.ts';
import { previewRevocation } from '../accounts/preview-revocation.ts';
import { readDetails } from '../accounts/read-details.ts';
import { refreshWithConsent } from '../accounts/read-only-refresh.ts';
import { isSaved, refreshAccount, refreshObstacle } from '../accounts/refresh-account.ts';
import { refreshAll } from '../accounts/refresh-all.ts';
import { removeAccount } from '../accounts/remove-account.ts';
import type { RevocationRuns } from '../accounts/revocation-runs.ts';
import { revokeAccount } from '../accounts/revoke-account.ts';
import { saveAccountsCopy } from '../accounts/save-accounts-copy.ts';
import { saveRunReport } from '../accounts/save-run-report.ts';
import {
  cancelFlow,
  chooseAnotherUser,
  copyFlowLink,
  decideFlow,
  dismissFlow,
  openFlowAgain,
  pasteFlowAddress,
} from '../accounts/steer-flow.ts';
import { addAuthorities, removeAuthority } from '../accounts/trust-authorities.ts';
import type { AccountStore, AuthorityStore, DialogsPort } from '../ports.ts';
import type { Handlers } from './answer-request.ts';

export type HandlerDeps = FlowDeps & {
  readonly runs: RevocationRuns;
  readonly found: FoundTokenDesk;
  readonly auditHead: Pick<AuditHeadKeeper, 'read'>;
  readonly dialogs: DialogsPort;
  readonly authorities: AuthorityStore;
  readonly accountsFileText: AccountStore['fileText'];
  /** Asks whether to refresh although nothing can be written to the disk. */
  readonly confirmReadOnlyRefresh: () => Promise<boolean>;
  readonly changeSettings: (change: Partial<Settings>) => void;
  /** Looks at the keychain again and tries everything that waited for it. */
  readonly retryKeychain: () => Promise<void>;
};

const done = async (work: Promise<unknown>): Promise<null> => {
  await work;
  return null;
};

/** The handlers of every request. */
export function createHandlers(deps: HandlerDeps): Handlers {
  return {
    ...flowHandlers(deps),
    ...accountHandlers(deps),
    ...auditHandlers(deps),
    ...foundHandlers(deps),
    ...runHandlers(deps),
    ...appHandlers(deps),
  };
}

type Group<Prefix extends string> = Pick<Handlers, Extract<keyof Handlers, `${Prefix}.${string}`>>;

function flowHandlers(deps: HandlerDeps): Group<'flow'> {
  return {
    'flow.authorize': (params) => authorizeAccount(deps, params),
    'flow.reauthorize': ({ accountId }) => reauthorizeAccount(deps, accountId),
    'flow.copy_link': ({ flowId }) => done(copyFlowLink(deps, flowId)),
    'flow.open_again': ({ flowId }) => done(openFlowAgain(deps, flowId)),
    'flow.choose_another_user': ({ flowId }) => done(chooseAnotherUser(deps, flowId)),
    'flow.paste_address': ({ flowId, address }) => {
      pasteFlowAddress(deps, flowId, address);
      return null;
    },
    'flow.cancel': ({ flowId, keepAccount }) => done(cancelFlow(deps, flowId, keepAccount)),
    'flow.decide': ({ flowId, choice }) => done(decideFlow(deps, flowId, choice)),
    'flow.dismiss': ({ flowId, keepAccount }) => done(dismissFlow(deps, flowId, keepAccount)),
  };
}

function accountHandlers(deps: HandlerDeps): Group<'account'> {
  return {
    'account.details': ({ accountId }) => readDetails(deps, accountId),
    'account.copy': ({ accountId, form }) => copyToken(deps, accountId, form),
    'account.refresh': async ({ accountId }) => {
      const records = [deps.registry.get(accountId)];
      await refreshWithConsent(deps, records, () => refreshAccount(deps, accountId));
      return { saved: isSaved(deps, accountId) };
    },
    'account.refresh_all': () => {
      const records = deps.registry.all().filter((it) => refreshObstacle(it) === null);
      return refreshWithConsent(deps, records, () => refreshAll(deps));
    },
    'account.save_copy': () => saveAccountsCopy(deps),
    'account.revoke_preview': ({ accountId }) => previewRevocation(deps, accountId),
    'account.revoke': ({ accountId, ...options }) => {
      cancelFlowsOf(deps, accountId);
      return revokeAccount(deps, accountId, options);
    },
    'account.open_page': ({ accountId }) => done(openProviderPage(deps, accountId)),
    'account.log_out': ({ accountId }) => done(logOut(deps, accountId)),
    'account.remove': ({ accountId }) => {
      cancelFlowsOf(deps, accountId);
      return done(removeAccount(deps, accountId));
    },
    'account.edit': ({ accountId, edit }) => done(editAccount(deps, accountId, edit)),
  };
}

function auditHandlers(deps: HandlerDeps): Group<'audit'> {
  const { audit, auditHead } = deps;
  return {
    'audit.page': (request) => audit.page(request),
    'audit.export': (request) => exportAudit(deps, request),
    'audit.verify': async () => audit.check(await auditHead.read()),
  };
}

function foundHandlers(deps: HandlerDeps): Group<'found'> {
  const { found } = deps;
  return {
    'found.examine': ({ text }) => found.examine(text),
    'found.revoke': ({ findId, index }) => found.revoke(findId, index),
    'found.dismiss': () => {
      found.dismiss();
      return null;
    },
  };
}

function runHandlers(deps: HandlerDeps): Group<'run'> {
  const { runs } = deps;
  return {
    'run.start': (request) => runs.start(request),
    'run.stop': () => {
      runs.stop();
      return null;
    },
    'run.dismiss': () => done(runs.dismiss()),
    'run.save_report': ({ format }) => saveRunReport(deps, format),
  };
}

function appHandlers(
  deps: HandlerDeps,
): Group<'snapshot' | 'server' | 'redirect' | 'settings' | 'authority' | 'keychain' | 'notice'> {
  const { snapshot } = deps;
  return {
    'snapshot.read': () => ({ json: snapshot.toJson() }),
    'server.discover': async ({ issuer, grantType }) =>
      (await deps.directory.discover(issuer, grantType)).capabilities,
    'redirect.copy': async ({ host, port }) => {
      const uri = redirectUri(host, port);
      await deps.clipboard.put(uri);
      return { redirectUri: uri };
    },
    'settings.update': (change) => {
      deps.changeSettings(change);
      return null;
    },
    'authority.add': () => addAuthorities(deps),
    'authority.remove': ({ fingerprint }) => done(removeAuthority(deps, fingerprint)),
    'keychain.retry': () => done(deps.retryKeychain()),
    'notice.dismiss': ({ code }) => {
      const notices = snapshot.sections().notices.filter((it) => it.code !== code);
      snapshot.update({ notices });
      return null;
    },
  };
}
