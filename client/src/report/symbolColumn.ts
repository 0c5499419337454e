/**
 * Where the symbol of a frame starts in its line, given how the report prints the frame (`nt!KeBugCheckEx+0x2`).
 * Logs write module and offset in other places, or not at all; null where the line does not name the symbol.
 */
export function symbolColumn(line: string, label: string): number | null {
  const symbolStart = label.indexOf('!') + 1;
  const symbol = label.slice(symbolStart).replace(/\+0x[\da-f]+$/i, '');
  const printedAlike = line.indexOf(label);
  const column = printedAlike < 0 ? line.indexOf(symbol) : printedAlike + symbolStart;
  return column < 0 || symbol === '' ? null : column;
}
