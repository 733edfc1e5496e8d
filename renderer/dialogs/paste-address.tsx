/** The way back when the browser cannot reach the app: main checks a pasted address like one that arrived (B-11). */
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { TextInput } from '../forms/text-input.tsx';
import { useServices } from '../services.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';

type PasteAddressProps = { readonly flowId: string; readonly isDisabled: boolean };

/** A refused address stays in the box, to be corrected. */
export function PasteAddress({ flowId, isDisabled }: PasteAddressProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [address, setAddress] = useState('');
  const [error, setError] = useState<ErrorView | null>(null);
  const [isSending, setIsSending] = useState(false);

  async function send(): Promise<void> {
    if (address.trim() === '' || isSending) return;
    setIsSending(true);
    const answer = await client.request('flow.paste_address', { flowId, address });
    setIsSending(false);
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setAddress('');
  }
  return (
    <Form
      className={styles.group ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={styles.paste}>
        <TextInput
          label={t('dialogs.waiting.paste')}
          hint={t('dialogs.waiting.pasteHint')}
          value={address}
          onChange={(value) => {
            setAddress(value);
            setError(null);
          }}
          isDisabled={isDisabled}
          mono
        />
        <Button
          label={t('dialogs.waiting.finish')}
          type="submit"
          isDisabled={isDisabled || address.trim() === ''}
          className={isSending ? styles.busyButton : undefined}
        />
      </div>
      {error === null ? null : <ErrorNote error={error} />}
    </Form>
  );
}
