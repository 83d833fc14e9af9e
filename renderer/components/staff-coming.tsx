// 工作人员马上就来: the call was heard, nothing is lost, the person may go on alone.
import type { ReactNode } from 'react';
import { Hand } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

export function StaffComing(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <ModalOverlay className="veil" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="over">
        <Dialog className="over-dialog" role="alertdialog">
          <span className="over-icon" aria-hidden="true">
            <Hand />
          </span>
          <Heading slot="title">{t('help.title')}</Heading>
          <p>{t('help.coming')}</p>
          <div className="way">
            <span />
            <Tap
              kind="primary"
              name="dismiss-staff"
              onTap={() => void client.call('staff.dismiss', {})}
            >
              {t('help.alone')}
            </Tap>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
