// The glass: millimetres to pixels, and the gestures a kiosk must not have. Must not know any screen.
/** The least glass the screens are drawn for, millimetres: a 21.5 inch panel, upright or lying. */
const [shortSide, longSide] = [267, 476];

/**
 * Sets --mm (pixels in a millimetre) from the panel profile; `?mm=` (millimetres in a pixel) overrides it for tests. On
 * less glass, a developer's window say, a millimetre is drawn smaller: better small and whole than cut off.
 */
export function measurePanel(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="panel-mm-per-px"]')?.content;
  const wished = new URLSearchParams(location.search).get('mm') ?? meta ?? '';
  const pixels = 1 / (Number(wished) > 0 ? Number(wished) : 0.248);
  function fit(): void {
    const upright = innerHeight >= innerWidth;
    const [width, height] = upright ? [shortSide, longSide] : [longSide, shortSide];
    const mm = Math.min(pixels, innerWidth / width, innerHeight / height);
    document.documentElement.style.setProperty('--mm', `${mm}px`);
  }
  // Without a window manager nobody makes the kiosk's window as large as the screen. An ordinary tab ignores this.
  if (outerWidth < screen.width || outerHeight < screen.height) {
    moveTo(0, 0);
    resizeTo(screen.width, screen.height);
  }
  fit();
  addEventListener('resize', fit);
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
