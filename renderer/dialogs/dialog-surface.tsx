/** The one modal that every dialog is shown in: traps and restores the focus, and asks its content before closing. */
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useRef,
} from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';
import styles from './dialogs.module.css';

type CloseRequest = RefObject<(() => void) | null>;
const CloseRequestContext = createContext<CloseRequest | null>(null);

type DialogSurfaceProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * Stays mounted while one dialog becomes the next, so that the focus goes back to where the first was opened from. A
 * click beside it closes nothing: what was typed is not lost by a slip of the hand.
 */
export function DialogSurface({ isOpen, onClose, children }: DialogSurfaceProps) {
  const closeRequest: CloseRequest = useRef(null);
  return (
    <CloseRequestContext value={closeRequest}>
      <ModalOverlay
        className={styles.overlay ?? ''}
        // The toasts make room for it.
        data-dialog=""
        isOpen={isOpen}
        onOpenChange={(open) => {
          if (!open) (closeRequest.current ?? onClose)();
        }}
      >
        <Modal className={styles.modal ?? ''}>{children}</Modal>
      </ModalOverlay>
    </CloseRequestContext>
  );
}

/** While the caller is shown, Escape runs `onRequest` instead of closing. */
export function useCloseRequest(onRequest: () => void): void {
  const closeRequest = useContext(CloseRequestContext);
  useEffect(() => {
    if (closeRequest === null) return;
    closeRequest.current = onRequest;
    return () => {
      closeRequest.current = null;
    };
  }, [closeRequest, onRequest]);
}
