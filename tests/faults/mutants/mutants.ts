/** Three ways to build this app wrongly, each a small change to the real source: the harness has to notice every one. */

export type Mutant = {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly changes: readonly { readonly from: string; readonly to: string }[];
};

export const mutants: readonly Mutant[] = [
  {
    name: 'no journal',
    file: 'electron/accounts/sealed-journal.ts',
    changes: [
      {
        from: '(await readyToAppend(context, open)) && append(',
        to: '(await readyToAppend(context, open)) && accountId === null && append(',
      },
    ],
  },
  {
    name: 'no single flight',
    file: 'electron/accounts/refresh-account.ts',
    changes: [
      { from: 'if (running !== undefined) return running;', to: '' },
      {
        from: '.run(accountId, () => refreshInTurn(deps, accountId))',
        to: ".run('', async () => ({ inTurn: refreshInTurn(deps, accountId) })).then((it) => it.inTurn)",
      },
    ],
  },
  {
    name: 'erase before save',
    file: 'electron/accounts/drain-set.ts',
    changes: [
      {
        from: 'const { kind } = await deps.secrets.put(accountId, textOf(deps, it));',
        to: `await deps.journal.drop(accountId, it.grant.generation);
  await deps.secrets.remove(accountId);
  const { kind } = await deps.secrets.put(accountId, textOf(deps, it));`,
      },
    ],
  },
];

/** The source with the mutant's changes; throws when there is no longer exactly one place for one of them. */
export function mutate(source: string, { name, file, changes }: Mutant): string {
  return changes.reduce((text, { from, to }) => {
    const parts = text.split(from);
    if (parts.length !== 2) {
      throw new Error(`mutant "${name}": ${parts.length - 1} places in ${file} for: ${from}`);
    }
    return parts.join(to);
  }, source);
}
