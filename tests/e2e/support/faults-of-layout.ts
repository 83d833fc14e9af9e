// What a person would stumble over on a screen, found by measuring the page. Runs inside the page: self-contained.

export interface LayoutRules {
  /** Least side of a touch target, px. */
  readonly target: number;
  /** Controls lie below this line, px from the top. */
  readonly controlsFrom: number;
}

/** Sentences that name what is wrong; empty when nothing is. */
export function faultsOfLayout({ target, controlsFrom }: LayoutRules): string[] {
  const faults: string[] = [];
  const nameOf = (element: Element): string => {
    const label = element.getAttribute('data-name') ?? element.className;
    return `<${element.tagName.toLowerCase()} ${label}> “${element.textContent.trim().slice(0, 24)}”`;
  };
  const visible = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  /** Width of the last line in em; of a single line Infinity. */
  const lastLineOf = (element: Element): number => {
    const range = document.createRange();
    const rows = new Map<number, number>();
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      range.selectNodeContents(text);
      for (const { bottom, width } of range.getClientRects()) {
        const row = Math.round(bottom / 8);
        rows.set(row, (rows.get(row) ?? 0) + width);
      }
    }
    const last = rows.size < 2 ? undefined : rows.get(Math.max(...rows.keys()));
    return last === undefined ? Infinity : last / parseFloat(getComputedStyle(element).fontSize);
  };
  const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]');
  const buttons = [...document.querySelectorAll('button')].filter(visible);
  for (const button of buttons) {
    const box = button.getBoundingClientRect();
    if (button.closest('.demo-cards') !== null) continue;
    if (box.width < target - 0.5 || box.height < target - 0.5)
      faults.push(
        `${nameOf(button)} is ${Math.round(box.width)}×${Math.round(box.height)} px, too small to touch`,
      );
    if (box.top < controlsFrom && dialog === null)
      faults.push(
        `${nameOf(button)} begins at ${Math.round(box.top)} px, above the reachable part`,
      );
  }
  for (const [index, one] of buttons.entries())
    for (const other of buttons.slice(index + 1)) {
      if (dialog !== null && dialog.contains(one) !== dialog.contains(other)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) faults.push(`${nameOf(one)} and ${nameOf(other)} overlap`);
    }
  for (const element of document.querySelectorAll('body *')) {
    if (
      !visible(element) ||
      element.closest('.demo-mark, .unseen, [aria-hidden="true"], svg, video') !== null
    )
      continue;
    const own = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    const box = element.getBoundingClientRect();
    if (own || element.tagName === 'BUTTON' || element.tagName === 'IMG') {
      if (
        box.left < -1 ||
        box.top < -1 ||
        box.right > innerWidth + 1 ||
        box.bottom > innerHeight + 1
      )
        faults.push(`${nameOf(element)} lies outside the glass`);
    }
    const zone = own ? element.closest('.picture, .controls') : null;
    const room = zone?.getBoundingClientRect();
    if (room !== undefined && (box.bottom > room.bottom + 2 || box.top < room.top - 2))
      faults.push(`${nameOf(element)} runs out of .${zone?.className ?? ''}`);
    const style = getComputedStyle(element);
    const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (
      clips &&
      (element.scrollWidth > element.clientWidth + 2 ||
        element.scrollHeight > element.clientHeight + 2)
    )
      faults.push(
        `${nameOf(element)} is cut off (${element.scrollWidth}×${element.scrollHeight} in ${element.clientWidth}×${element.clientHeight})`,
      );
    if (own && lastLineOf(element) < 1.6)
      faults.push(`${nameOf(element)} ends in a line of one character`);
    if (own && /^[a-z]+(?:[.-][a-z_-]+)*\.[\w.-]+$/.test(element.textContent.trim()))
      faults.push(`${nameOf(element)} shows a key instead of words`);
  }
  for (const parent of document.querySelectorAll(
    '.head, .picture, .controls, .choices, .way, .assist, .strip',
  )) {
    if (!visible(parent)) continue;
    const outer = parent.getBoundingClientRect();
    for (const child of parent.children) {
      if (!visible(child) || child.closest('.demo-cards') !== null) continue;
      const inner = child.getBoundingClientRect();
      if (
        inner.bottom > outer.bottom + 2 ||
        inner.right > outer.right + 2 ||
        inner.top < outer.top - 2
      )
        faults.push(`${nameOf(child)} does not fit in .${parent.className}`);
    }
  }
  return faults;
}
