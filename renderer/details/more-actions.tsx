/** Opens the menu of the account whose details are shown. */
import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useListMenu } from '../list/list-menu.tsx';

/** The same menu as in the row. */
export function MoreActions({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation();
  const menu = useListMenu();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Button
      buttonRef={button}
      tone="quiet"
      icon={Ellipsis}
      iconOnly
      label={t('list.moreActions')}
      aria-haspopup="menu"
      onPress={() => {
        if (button.current !== null) menu.open(accountId, button.current);
      }}
    />
  );
}
