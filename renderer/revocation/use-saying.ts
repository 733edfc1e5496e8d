/** How verdicts are said on this screen: in its language, now, with moments in local time. */

import type { Saying } from '../../shared/say-verdict.ts';
import type { Language } from '../../shared/settings.ts';
import { formatMinute } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';

/** For whoever draws anew to see another time. */
export function useSaying(): Saying {
  const { clock } = useServices();
  return localSaying(useLanguage(), clock.now().wall);
}

/** `now` is epoch ms. */
export function localSaying(language: Language, now: number): Saying {
  return { language, now, moment: (at) => formatMinute(at, now, language) };
}
