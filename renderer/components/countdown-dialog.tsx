// 您还在吗? Lies over the screen; the person says yes or lets the kiosk clear everything.
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

/** A screen reader says the time every ten seconds only: a voice that counts is no help. */
const said = 10;

export function CountdownDialog(props: { readonly secondsLeft: number }): ReactNode {
  const { client, t } = useKiosk();
  const { secondsLeft } = props;
  const [from] = useState(secondsLeft);
  const share = Math.max(1, (secondsLeft / Math.max(1, from)) * 100);
  return (
    <ModalOverlay className="veil" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="over">
        <Dialog className="over-dialog" role="alertdialog">
          <span className="over-ring" aria-hidden="true">
            <svg viewBox="0 0 120 120">
              <circle className="over-ring-track" cx="60" cy="60" r="54" />
              <circle
                className="over-ring-left"
                cx="60"
                cy="60"
                r="54"
                pathLength="100"
                strokeDasharray={`${share} 100`}
                transform="rotate(-90 60 60)"
              />
            </svg>
            <span className="over-number">{secondsLeft}</span>
          </span>
          <div className="over-words">
            <Heading slot="title">{t('time.title')}</Heading>
            <p>{t('time.wipe')}</p>
            <p>{t('time.draft')}</p>
            <p className="unseen" aria-live="polite">
              {t('time.left', { s: Math.ceil(secondsLeft / said) * said })}
            </p>
          </div>
          <div className="way" data-back="true" data-answers="1">
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
