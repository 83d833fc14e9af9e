// 您还在吗? Lies over the screen; the person says yes or lets the kiosk clear everything.
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

export function CountdownDialog(props: { readonly secondsLeft: number }): ReactNode {
  const { client, t } = useKiosk();
  return (
    <ModalOverlay className="veil" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="over">
        <Dialog className="over-dialog" role="alertdialog">
          <Heading slot="title">{t('time.title')}</Heading>
          <p className="over-number" aria-hidden="true">
            {props.secondsLeft}
          </p>
          <p>{t('time.wipe', { s: props.secondsLeft })}</p>
          <p className="over-small">{t('time.draft')}</p>
          <div className="way">
            <Tap name="clear" onTap={() => void client.call('session.quit', {})}>
              {t('time.clear')}
            </Tap>
            <Tap
              kind="primary"
              name="more-time"
              onTap={() => void client.call('session.extend', {})}
            >
              {t('time.more')}
            </Tap>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
