/** The copy of the list that the keychain keeps: what it takes to show an account and use its tokens again (D-01). */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { type AccountRecord, accountRecordSchema } from '../account-record.ts';

/** No tokens, no times that change with every refresh, no claims: those come back with the tokens. */
const entrySchema = accountRecordSchema
  .pick({
    accountId: true,
    definition: true,
    clientSecretSet: true,
    server: true,
    subject: true,
    authTime: true,
    grant: true,
    createdAt: true,
    signedInAt: true,
  })
  .extend({
    /** Whether the keychain had an item of this account. */
    itemWritten: z.boolean(),
  });
export type IndexEntry = Readonly<z.infer<typeof entrySchema>>;

const indexSchema = z.object({
  v: z.literal(1),
  installationId: z.string().min(1).max(64),
  accounts: z.array(z.unknown()),
});

export type AccountIndex = {
  /** Of its text; tells one state of the list from another. */
  readonly digest: string;
  readonly installationId: string;
  readonly entries: readonly IndexEntry[];
  /** Some entries are of a later version and cannot be understood here. */
  readonly incomplete: boolean;
};

/** 10,000 accounts take about 12 MiB. */
const largestBytes = 64 * 1024 * 1024;
const compress = promisify(deflateRaw);
const expand = promisify(inflateRaw);

const texts = new WeakMap<AccountRecord, string>();

/** A pending revocation tries and tries again; that it is pending is all that must not be lost. */
function grantOf({ grant }: AccountRecord): AccountRecord['grant'] {
  if (grant.status !== 'revocation_pending') return grant;
  return { status: 'revocation_pending', at: grant.at, outcomes: [], attempts: 0, nextTryAt: null };
}

function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function textOf(record: AccountRecord): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const { accountId, definition, clientSecretSet, server, subject, authTime } = record;
  const { createdAt, signedInAt, generation } = record;
  const entry: IndexEntry = {
    accountId,
    definition,
    clientSecretSet,
    server,
    subject,
    authTime,
    grant: grantOf(record),
    createdAt,
    signedInAt,
    itemWritten: generation > 0,
  };
  const text = JSON.stringify(entry);
  texts.set(record, text);
  return text;
}

/** The index as JSON; equal for equal lists, whatever their order. */
export function writeIndexText(
  installationId: string,
  records: readonly AccountRecord[],
): { readonly text: string; readonly digest: string } {
  const entries = records
    .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .map(textOf)
    .join(',');
  const text = `{"v":1,"installationId":${JSON.stringify(installationId)},"accounts":[${entries}]}`;
  return { text, digest: digestOf(text) };
}

/** Compressed, in base64url: 1,000 accounts at one server take some 30 kB. */
export async function packIndex(text: string): Promise<string> {
  return (await compress(text)).toString('base64url');
}

/** Null for what does not have this digest, or is no index. Never rejects. */
export async function unpackIndex(packed: string, digest: string): Promise<AccountIndex | null> {
  try {
    const bytes = await expand(Buffer.from(packed, 'base64url'), { maxOutputLength: largestBytes });
    if (digestOf(bytes) !== digest) return null;
    const { installationId, accounts } = indexSchema.parse(JSON.parse(bytes.toString('utf8')));
    const entries = accounts.flatMap((it) => entrySchema.safeParse(it).data ?? []);
    return { digest, installationId, entries, incomplete: entries.length < accounts.length };
  } catch {
    return null;
  }
}
