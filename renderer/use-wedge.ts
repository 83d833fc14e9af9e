// Hears a scanner that types like a keyboard, for as long as the page is shown. Which keys are a scan: wedge.ts.
import { useEffect, useEffectEvent } from 'react';
import type { KioskState } from '../electron/contract.ts';
import { createWedge } from './wedge.ts';

/** Tells every code that is typed by the scanner the configuration names; without one, hears nothing. */
export function useWedge(wedge: KioskState['wedge'], onCode: (text: string) => void): void {
  const tell = useEffectEvent(onCode);
  const prefix = wedge?.prefix ?? '';
  const suffix = wedge?.suffix ?? '';

  useEffect(() => {
    if (suffix === '') return;
    const keys = createWedge({ prefix, suffix });
    function hear(event: KeyboardEvent): void {
      const { text, take } = keys.press({
        code: event.code,
        shift: event.shiftKey,
        command: event.ctrlKey || event.altKey || event.metaKey,
        repeat: event.repeat,
        at: event.timeStamp,
      });
      if (take) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (text !== null) tell(text);
    }
    // Before anything else on the page: the Enter that ends a code must not press the button in focus.
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  }, [prefix, suffix]);
}
