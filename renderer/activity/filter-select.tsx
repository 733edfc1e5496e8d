/** A filter of the activity view: one of a few choices, named by what it filters, without a line of its own for the label. */
import { Check, ChevronDown } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { classNames } from '../design/class-names.ts';
import styles from '../forms/forms.module.css';
import type { Option } from '../forms/select-input.tsx';

/** The choice that stands for no filter comes first. */
export function FilterSelect<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}) {
  const { label, value, options, onChange } = props;
  const choose = (key: unknown): void => {
    const chosen = options.find(({ id }) => id === key);
    if (chosen !== undefined) onChange(chosen.id);
  };
  return (
    <Select aria-label={label} value={value} onChange={choose}>
      <Button className={classNames(styles.select)}>
        <SelectValue className={classNames(styles.selected)}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      <Popover className={classNames(styles.popover)}>
        <ListBox className={classNames(styles.options)} items={options}>
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.name}
              className={classNames(styles.option)}
            >
              <Check size={14} aria-hidden="true" className={styles.tick} />
              <span>{option.name}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
