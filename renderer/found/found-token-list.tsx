/** The list of what was recognised, with one row for each token and a button for all that can be ended. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sayVerdict } from '../../shared/say-verdict.ts';
import { Button } from '../design/button.tsx';
import { DialogLayout } from '../dialogs/dialog-layout.tsx';
import dialogs from '../dialogs/dialogs.module.css';
import { useSaying } from '../revocation/use-saying.ts';
import announcer from '../shell/announcer.module.css';
import styles from './found.module.css';
import type { FoundDialogProps } from './found-dialog.tsx';
import { type FoundList, revocable } from './found-list-state.ts';
import { FoundRow } from './found-row.tsx';
import { sayFoundName } from './say-found-name.ts';

type FoundTokenListProps = FoundDialogProps & {
  readonly list: FoundList;
  readonly onRevokeAll: () => void;
};

/** The heading takes the focus, because what was pressed is gone. */
export function FoundTokenList(props: FoundTokenListProps) {
  const { list, found, onClose, onRevokeAll } = props;
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const count = revocable(list).length;
  const isEmpty = list.tokens.length === 0;
  return (
    <DialogLayout
      key="list"
      title={t('found.title')}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button label={t('found.other')} tone="quiet" onPress={found.forget} />
          {count > 1 ? (
            <Button label={t('found.all', { count })} tone="danger" onPress={onRevokeAll} />
          ) : null}
          <Button label={t('dialogs.close')} tone="primary" onPress={onClose} />
        </>
      }
    >
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {isEmpty ? t('found.none') : t('found.count', { count: list.tokens.length })}
      </h3>
      {isEmpty ? <p className={dialogs.lead}>{t('found.noneHint')}</p> : null}
      <ul className={styles.tokens} aria-label={t('found.count', { count: list.tokens.length })}>
        {list.tokens.map((token) => (
          <FoundRow key={token.index} {...props} token={token} row={list.rows.get(token.index)} />
        ))}
      </ul>
      {list.more ? <p className={dialogs.lead}>{t('found.more')}</p> : null}
      <LastVerdict list={list} />
    </DialogLayout>
  );
}

/** Says each verdict aloud as it comes, politely. */
function LastVerdict({ list }: { readonly list: FoundList }) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [index, row] = [...list.rows].filter(([, it]) => it.kind !== 'asking').at(-1) ?? [];
  const token = list.tokens.find((it) => it.index === index);
  const verdict =
    row?.kind === 'ended'
      ? sayVerdict(saying, row.outcome)
      : row?.kind === 'failed'
        ? t(`errors.${row.error.code}.title`)
        : null;
  return (
    <div role="status" className={announcer.announcer}>
      {token === undefined || verdict === null
        ? ''
        : t('found.said', { token: sayFoundName(t, token), verdict })}
    </div>
  );
}
