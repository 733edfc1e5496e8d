/** Random identifiers of accounts, flows and runs: 128 bits, no meaning. */
import { randomBytes } from 'node:crypto';

export const newAccountId = (): string => `acct_${randomBytes(16).toString('base64url')}`;
export const newFlowId = (): string => `flow_${randomBytes(16).toString('base64url')}`;
export const newRunId = (): string => `run_${randomBytes(16).toString('base64url')}`;
