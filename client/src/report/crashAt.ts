/** Which of the crashes a line belongs to: the last that begins at or above it, else the first. */
export function crashAt(crashes: readonly { readonly line: number }[], line: number): number {
  return Math.max(
    crashes.findLastIndex((crash) => crash.line <= line),
    0,
  );
}
