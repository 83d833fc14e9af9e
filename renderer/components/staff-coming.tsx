// 工作人员马上就来: the call was heard, nothing is lost, the person may go on alone.
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useKiosk } from '../use-kiosk.ts';
import { AskStaff } from './signs.tsx';
import { Tap } from './tap.tsx';

export function StaffComing(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <ModalOverlay className="veil" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="over">
        <Dialog className="over-dialog" role="alertdialog">
          <span className="over-picture">
            <AskStaff />
          </span>
          <div className="over-words">
            <Heading slot="title">{t('help.title')}</Heading>
            <p>{t('help.coming')}</p>
          </div>
          <div className="way" data-back="false" data-answers="1">
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
