// The glass: millimetres to pixels, and the gestures a kiosk must not have. Must not know any screen.
/** Sets --mm (pixels in a millimetre) from the panel profile; `?mm=` (millimetres in a pixel) overrides it for tests. */
export function measurePanel(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="panel-mm-per-px"]')?.content;
  const wished = new URLSearchParams(location.search).get('mm') ?? meta ?? '';
  const mmPerPx = Number(wished) > 0 ? Number(wished) : 0.248;
  document.documentElement.style.setProperty('--mm', `${1 / mmPerPx}px`);
}

/** No menus, no dragging, no pinching; every touch or key tells that somebody is there (at most once a second). */
export function quietTheGlass(touched: () => void): void {
  for (const name of ['contextmenu', 'dragstart', 'drop', 'selectstart'] as const) {
    document.addEventListener(name, (event) => event.preventDefault());
  }
  document.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), {
    passive: false,
  });
  let last = 0;
  function tell(): void {
    const now = performance.now();
    if (now - last < 1000) return;
    last = now;
    touched();
  }
  document.addEventListener('pointerdown', tell, true);
  document.addEventListener('keydown', tell, true);
}
