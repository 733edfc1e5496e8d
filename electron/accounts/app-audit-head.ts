/** The keeper of the audit log's head in the app: its ports, with the list of accounts as the one that remembers it. */
import type { AppPorts } from '../ports.ts';
import { type AuditHeadKeeper, createAuditHeadKeeper } from './audit-head.ts';

/** What the list remembers is lost in a crash, and written again when the head is next read or written. */
export function createAppAuditHead(ports: AppPorts): AuditHeadKeeper {
  const { accounts } = ports;
  return createAuditHeadKeeper({
    ...ports,
    headRecord: {
      everKept: () => accounts.read().auditHeadKept === true,
      markKept: () => accounts.write({ ...accounts.read(), auditHeadKept: true }),
    },
  });
}
