/** Catches a fault of the window itself and offers to load it again; main and its tokens are not touched by it. */
import type { TFunction } from 'i18next';
import { Component, type ReactNode } from 'react';
import styles from './waiting.module.css';

type Props = { readonly words: TFunction; readonly children: ReactNode };

/** React offers error boundaries as classes only. */
export class WindowFailure extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const { words } = this.props;
    return (
      <main className={styles.waiting}>
        <h1 className={styles.title}>{words('window.crash.title')}</h1>
        <p className={styles.text}>{words('window.crash.text')}</p>
        <button type="button" onClick={() => location.reload()}>
          {words('window.crash.reload')}
        </button>
      </main>
    );
  }
}
