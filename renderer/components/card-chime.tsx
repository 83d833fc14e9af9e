// Rings for a card that its owner is about to leave behind: whoever does not look at the screen hears it.
// Makes no other sound and shows nothing.
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useKiosk } from '../use-kiosk.ts';

/** Seconds between two rings; the first comes after as long: most have taken it by then. */
const everySeconds = 5;
/** Two soft notes, falling: hertz. */
const notes = [880, 660];

export function CardChime(): ReactNode {
  const { state } = useKiosk();
  const left = state.cardLeft === 'take';
  useEffect(() => {
    if (!left) return;
    const ringing = setInterval(ring, everySeconds * 1000);
    return () => clearInterval(ringing);
  }, [left]);
  return null;
}

function ring(): void {
  const sound = new AudioContext();
  notes.forEach((hertz, index) => {
    const begin = sound.currentTime + index * 0.25;
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.2, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.4);
    tone.connect(volume).connect(sound.destination);
    tone.start(begin);
    tone.stop(begin + 0.4);
    if (index === notes.length - 1) tone.onended = () => void sound.close();
  });
}
