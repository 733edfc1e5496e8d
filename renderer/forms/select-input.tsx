/** One choice out of a few, with a label and a hint; the list opens over everything and closes by Escape. */
import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import styles from './forms.module.css';

export type Option<T extends string> = { readonly id: T; readonly name: string };

type SelectInputProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly hint?: string | undefined;
  readonly autoFocus?: boolean;
  readonly isDisabled?: boolean;
};

/** A select; its button is named by the chosen option and the label. */
export function SelectInput<T extends string>(props: SelectInputProps<T>) {
  const { label, value, options, onChange, hint } = props;
  return (
    <Select
      className={styles.field ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      autoFocus={props.autoFocus ?? false}
      isDisabled={props.isDisabled ?? false}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <Button className={styles.select ?? ''}>
        <SelectValue className={styles.selected ?? ''}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      {hint === undefined ? null : (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.options ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.name} className={styles.option ?? ''}>
              <Check size={14} aria-hidden="true" className={styles.tick} />
              <span>{option.name}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
