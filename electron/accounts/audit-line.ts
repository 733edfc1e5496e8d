/** Writes one line of the audit log about an account; a log that cannot be written never stops the act itself. */
import { type AuditFacts, nothingAsked } from '../../shared/audit.ts';
import type { AccountRecord } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { serverNameOf } from './server-name.ts';

type Line = Pick<AuditFacts, 'event' | 'outcome'> &
  Partial<
    Pick<
      AuditFacts,
      | 'token'
      | 'code'
      | 'oauthError'
      | 'httpStatus'
      | 'answerBody'
      | 'fingerprint'
      | 'verdict'
      | 'method'
    >
  > & {
    readonly secret?: Secret | null;
  };

/** Resolves when the line is in the file; `durable` asks for it to survive a power cut too. */
export async function auditAccount(
  deps: Pick<AccountDeps, 'audit' | 'logger' | 'snapshot'>,
  record: AccountRecord,
  line: Line & { readonly durable?: boolean },
): Promise<void> {
  const { secret = null, durable = false, ...rest } = line;
  try {
    await deps.audit.append(
      {
        accountId: record.accountId,
        label: record.definition.label,
        issuer: serverNameOf(record.definition),
        ...nothingAsked,
        fingerprint: secret?.fingerprint() ?? null,
        ...rest,
      },
      { durable },
    );
  } catch (thrown) {
    deps.logger.error('audit.append', { code: asAppError(thrown).code });
    const { notices } = deps.snapshot.sections();
    if (!notices.some((it) => it.code === 'disk_unwritable')) {
      deps.snapshot.update({
        notices: [...notices, { code: 'disk_unwritable', fileName: 'audit.jsonl' }],
      });
    }
  }
}
