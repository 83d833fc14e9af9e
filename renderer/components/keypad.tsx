// A telephone keypad: 1 on top, 40 × 25 mm keys. Holds no digits itself.
import type { ReactNode } from 'react';
import { Delete } from 'lucide-react';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

export function Keypad(props: {
  readonly onKey: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  /** The key at the lower left is X instead of “clear”: the check character of an identity number. */
  readonly withX?: boolean;
}): ReactNode {
  const { t } = useKiosk();
  return (
    <div className="keypad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <Tap key={digit} name={`key-${digit}`} onTap={() => props.onKey(digit)}>
          {digit}
        </Tap>
      ))}
      {props.withX === true ? (
        <Tap name="key-X" onTap={() => props.onKey('X')}>
          X
        </Tap>
      ) : (
        <Tap name="key-clear" onTap={props.onClear}>
          {t('keypad.clear')}
        </Tap>
      )}
      <Tap name="key-0" onTap={() => props.onKey('0')}>
        0
      </Tap>
      <Tap name="key-erase" icon={<Delete />} label={t('keypad.erase')} onTap={props.onErase}>
        {t('keypad.erase.short')}
      </Tap>
    </div>
  );
}
