/** Text without spaces that may break where its parts meet, so that addresses stay readable in a narrow column. */
import { Fragment } from 'react';

/** Breaks after `/`, `.`, `@`, `?` and `&` only. */
export function Breakable({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=[/.@?&])(?![/.@?&])/u);
  return parts.map((part, at) => (
    // The parts of one text never move against each other.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={at}>
      {at === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
