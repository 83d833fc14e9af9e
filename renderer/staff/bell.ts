// The bell at the staff's window: two short notes, three when somebody waited too long. Needs no file.
let audio: AudioContext | null = null;

/** Rings once. A browser that wants a touch first stays silent; the alert is on the screen all the same. */
export function ring(urgent: boolean): void {
  audio ??= new AudioContext();
  const notes = urgent ? [880, 1109, 1319] : [880, 1109];
  notes.forEach((pitch, index) => note(audio as AudioContext, pitch, index * 0.18));
}

function note(context: AudioContext, pitch: number, after: number): void {
  const tone = context.createOscillator();
  const level = context.createGain();
  const from = context.currentTime + after;
  tone.frequency.value = pitch;
  level.gain.setValueAtTime(0.25, from);
  level.gain.exponentialRampToValueAtTime(0.001, from + 0.16);
  tone.connect(level).connect(context.destination);
  tone.start(from);
  tone.stop(from + 0.17);
}
