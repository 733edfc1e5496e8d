/** Panic: everything, or everything of one environment, server or tag, refresh tokens first. */
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hostOf } from '../forms/check-address.ts';
import { SelectInput } from '../forms/select-input.tsx';
import { useAccounts } from '../use-snapshot.ts';
import { ConfirmRun } from './confirm-run.tsx';
import { isInScope, type RunScope, type ScopeChoice, scopeChoices } from './run-scope.ts';

/** One list of scopes, each with how many accounts it ends. */
export function PanicDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const accounts = useAccounts();
  const choices = scopeChoices(accounts);
  const [chosenId, setChosenId] = useState('everything');
  const chosen = choices.find((it) => it.id === chosenId) ?? choices[0];
  const scope: RunScope = chosen?.scope ?? { kind: 'everything' };
  return (
    <ConfirmRun
      kind="panic"
      accounts={accounts.filter((it) => isInScope(it, scope))}
      onClose={onClose}
    >
      <SelectInput
        label={t('runs.scope.label')}
        value={chosen?.id ?? ''}
        options={choices.map((it) => ({ id: it.id, name: nameOf(t, it) }))}
        onChange={setChosenId}
      />
    </ConfirmRun>
  );
}

function nameOf(t: TFunction, { scope, count }: ScopeChoice): string {
  switch (scope.kind) {
    case 'everything':
      return t('runs.scope.everything', { count });
    case 'environment':
      return t('runs.scope.environment', {
        name: t(`dialogs.environment.${scope.environment}`),
        count,
      });
    case 'server':
      return t('runs.scope.server', { name: hostOf(scope.server) ?? scope.server, count });
    case 'tag':
      return t('runs.scope.tag', { name: scope.tag, count });
  }
}
