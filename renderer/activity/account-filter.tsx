/** Chooses whose lines to show by typing a part of the label; of ten thousand accounts only the first matches are offered. */
import { useMemo, useState } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import forms from '../forms/forms.module.css';
import type { Option } from '../forms/select-input.tsx';
import { useServices } from '../services.tsx';

const mostOffered = 40;

type AccountFilterProps = {
  /** Null for all of them. */
  readonly value: string | null;
  readonly onChange: (accountId: string | null) => void;
};

/** An emptied field means all accounts. */
export function AccountFilter({ value, onChange }: AccountFilterProps) {
  const { t } = useTranslation();
  const { store } = useServices();
  const labelOf = (accountId: string | null): string =>
    accountId === null ? '' : (store.account(accountId)?.definition.label ?? accountId);
  const [text, setText] = useState(labelOf(value));
  const options = useMemo(() => {
    const sought = text.trim().toLowerCase();
    const offered: Option<string>[] = [];
    for (const { accountId, label } of store.members()) {
      const fits = accountId === value || label.toLowerCase().includes(sought);
      if (fits) offered.push({ id: accountId, name: label });
      if (offered.length >= mostOffered) break;
    }
    const hasValue = value === null || offered.some(({ id }) => id === value);
    const chosen = store.account(value ?? '')?.definition.label ?? value ?? '';
    return hasValue ? offered : [{ id: value, name: chosen }, ...offered];
  }, [store, text, value]);
  const type = (next: string): void => {
    setText(next);
    if (next === '') onChange(null);
  };
  return (
    <ComboBox
      aria-label={t('activity.account')}
      menuTrigger="focus"
      allowsEmptyCollection
      items={options}
      inputValue={text}
      onInputChange={type}
      selectedKey={value}
      onSelectionChange={(key) => {
        if (key === null) return;
        setText(labelOf(String(key)));
        onChange(String(key));
      }}
    >
      <Input className={classNames(forms.input)} placeholder={t('activity.allAccounts')} />
      <Popover className={classNames(forms.popover)}>
        <ListBox<Option<string>>
          className={classNames(forms.options)}
          renderEmptyState={() => (
            <span className={forms.option}>{t('activity.noSuchAccount')}</span>
          )}
        >
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.name}
              className={classNames(forms.option)}
            >
              {option.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
