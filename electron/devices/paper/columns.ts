// Text in display columns: a Chinese character takes two, ASCII one. Breaking, padding, pairing of lines.
// Pure; must not know printers or encodings.

/** Columns of a text on a receipt. Everything that is not ASCII is printed as a full-width character. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character <= '\u007f' ? 1 : 2;
  return columns;
}

/** Marks that may not begin a line (GB/T 15834, 5.1: 避头). */
const NOT_FIRST = new Set('，。、；：？！）》」』”’…—·,.;:?!)]}');

/**
 * Lines of at most `columns`. Words of ASCII stay whole where they fit, Chinese breaks anywhere but before a closing
 * mark. Control characters become spaces: a text never carries a command to a printer.
 */
export function wrap(text: string, columns: number): string[] {
  return text.split(/\r?\n/).flatMap((line) => wrapLine(line.replace(/\p{Cc}/gu, ' '), columns));
}

function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[!-~]+|[^!-~]/gu) ?? []) {
    const parts = columnsOf(word) > columns ? Array.from(word) : [word];
    for (const part of parts) {
      if (columnsOf(line) + columnsOf(part) <= columns) {
        line += part;
        continue;
      }
      const kept = NOT_FIRST.has(part) ? withoutLast(line) : line;
      lines.push(kept.trimEnd());
      line = part === ' ' ? '' : line.slice(kept.length) + part;
    }
  }
  return [...lines, line.trimEnd()];
}

/** The last character goes along to the next line; one alone stays, or nothing would be gained. */
function withoutLast(line: string): string {
  const characters = Array.from(line);
  return characters.length < 2 ? line : characters.slice(0, -1).join('');
}

/** Label left, value right on one line; below one another where they do not fit. */
export function pairLines(label: string, value: string, columns: number): string[] {
  const [onlyLabel = '', ...moreLabel] = wrap(label, columns);
  const [onlyValue = '', ...moreValue] = wrap(value, columns);
  const gap = columns - columnsOf(onlyLabel) - columnsOf(onlyValue);
  if (moreLabel.length === 0 && moreValue.length === 0 && gap >= 2) {
    return [onlyLabel + ' '.repeat(gap) + onlyValue];
  }
  return [onlyLabel, ...moreLabel, ...wrap(value, columns - 2).map((line) => `  ${line}`)];
}
