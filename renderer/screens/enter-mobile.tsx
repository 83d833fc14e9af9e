import type { ReactNode } from 'react';
import { useState } from 'react';
import { Frame } from '../components/frame.tsx';
import { Keypad } from '../components/keypad.tsx';
import { Tap } from '../components/tap.tsx';
import { groupedMobile } from '../numbers.ts';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** Digits of a mobile number of the mainland. */
const places = 11;

export function EnterMobile({ screen }: ScreenProps<'enter-mobile'>): ReactNode {
  const { client, t } = useKiosk();
  const [digits, setDigits] = useState(screen.mobile);
  return (
    <Frame
      title={t('mobile.title')}
      lead={t(screen.needed ? 'mobile.lead.courier' : 'mobile.lead')}
      picture={
        <output className="digits" aria-label={groupedMobile(digits)}>
          {Array.from({ length: Math.max(places, digits.length) }, (_, at) => (
            <i key={at} data-filled={at < digits.length} aria-hidden="true">
              {digits[at] ?? ''}
            </i>
          ))}
        </output>
      }
      main={
        <Tap
          kind={digits === '' ? 'plain' : 'primary'}
          name="mobile-done"
          disabled={screen.needed && digits === ''}
          onTap={() => void client.call('mobile.enter', { mobile: digits })}
        >
          {t(digits === '' && !screen.needed ? 'mobile.without' : 'mobile.ok')}
        </Tap>
      }
    >
      <Keypad
        onKey={(digit) => setDigits((before) => (before.length < 12 ? before + digit : before))}
        onErase={() => setDigits((before) => before.slice(0, -1))}
        onClear={() => setDigits('')}
      />
    </Frame>
  );
}
