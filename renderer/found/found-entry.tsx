/** Where a person puts what they found: a box, a drop anywhere, or a file; the text is in the box only, until it is sent. */
import { CircleAlert, FileText } from 'lucide-react';
import { type ClipboardEvent, useId, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { DialogLayout } from '../dialogs/dialog-layout.tsx';
import dialogs from '../dialogs/dialogs.module.css';
import { ErrorNote } from '../dialogs/error-note.tsx';
import forms from '../forms/forms.module.css';
import styles from './found.module.css';
import { checkFoundText, type FoundProblem, readTextFiles } from './read-text-files.ts';
import { useDrop } from './use-drop.ts';
import type { Found } from './use-found.ts';

/** More than this is not drawn in the box first: laying it out would hold up the window. */
const mostDrawn = 100_000;

type Trouble = { readonly problem: FoundProblem } | { readonly error: ErrorView } | null;
type Checked = ReturnType<typeof checkFoundText>;
type FoundEntryProps = { readonly found: Found; readonly onClose: () => void };

/** Empties the box before main is asked. */
export function FoundEntry({ found, onClose }: FoundEntryProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLTextAreaElement>(null);
  const { trouble, isLooking, look, lookAtFiles } = useLooking(found, box);
  const isOver = useDrop((data) => {
    if (data.files.length > 0) void lookAtFiles([...data.files]);
    else void look(checkFoundText(data.getData('text/plain')));
  });
  const lookAtBox = (): void => void look(checkFoundText(box.current?.value ?? ''));
  return (
    <DialogLayout
      title={t('found.title')}
      size="wide"
      onClose={onClose}
      notice={trouble === null ? null : <TroubleNote trouble={trouble} />}
      footer={
        <>
          <Button label={t('dialogs.cancel')} onPress={onClose} />
          <Button
            label={t(isLooking ? 'found.looking' : 'found.look')}
            tone="primary"
            className={isLooking ? dialogs.busyButton : undefined}
            onPress={lookAtBox}
          />
        </>
      }
    >
      <p className={dialogs.lead}>{t('found.intro')}</p>
      <PasteBox box={box} isOver={isOver} onLook={look} />
      <div className={styles.files}>
        <span className={dialogs.muted}>{t(isOver ? 'found.dropNow' : 'found.drop')}</span>
        <FileTrigger onSelect={(files) => void lookAtFiles([...(files ?? [])])}>
          <Button icon={FileText} label={t('found.chooseFile')} />
        </FileTrigger>
      </div>
      <p className={dialogs.muted}>{t('found.privacy')}</p>
    </DialogLayout>
  );
}

function useLooking(found: Found, box: React.RefObject<HTMLTextAreaElement | null>) {
  const [trouble, setTrouble] = useState<Trouble>(null);
  const [isLooking, setLooking] = useState(false);

  async function look(checked: Checked): Promise<void> {
    if (isLooking) return;
    if ('problem' in checked) return setTrouble(checked);
    if (box.current !== null) box.current.value = '';
    setTrouble(null);
    setLooking(true);
    const error = await found.examine(checked.text);
    setLooking(false);
    if (error !== null) setTrouble({ error });
  }
  const lookAtFiles = async (files: readonly File[]): Promise<void> => {
    if (files.length > 0) await look(await readTextFiles(files));
  };
  return { trouble, isLooking, look, lookAtFiles };
}

type PasteBoxProps = {
  readonly box: React.RefObject<HTMLTextAreaElement | null>;
  readonly isOver: boolean;
  readonly onLook: (checked: Checked) => Promise<void>;
};

/** Not a controlled field: React would keep a copy of the text. */
function PasteBox({ box, isOver, onLook }: PasteBoxProps) {
  const { t } = useTranslation();
  const id = useId();
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (text.length <= mostDrawn) return;
    event.preventDefault();
    void onLook(checkFoundText(text));
  };
  return (
    <div className={forms.field}>
      <label className={forms.label} htmlFor={id}>
        {t('found.paste')}
      </label>
      <textarea
        id={id}
        ref={box}
        className={`${forms.input} ${forms.mono} ${styles.box} ${isOver ? styles.over : ''}`}
        rows={7}
        spellCheck={false}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        // biome-ignore lint/a11y/noAutofocus: the one field of a dialog that a person has just opened
        autoFocus
        onPaste={paste}
      />
    </div>
  );
}

function TroubleNote({ trouble }: { readonly trouble: NonNullable<Trouble> }) {
  const { t } = useTranslation();
  if ('error' in trouble) return <ErrorNote error={trouble.error} />;
  return (
    <p role="alert" className={dialogs.error}>
      <CircleAlert size={16} aria-hidden="true" />
      {t(`found.problem.${trouble.problem}`)}
    </p>
  );
}
