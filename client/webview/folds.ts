/** Which sections the reader has folded or unfolded. */

/** The sections that are not as they were drawn, by name. */
export function foldedOtherwise(page: HTMLElement): readonly string[] {
  return foldsIn(page)
    .filter((fold) => fold.open !== drawnOpen.get(fold))
    .map(nameOf);
}

/** Folds and unfolds a newly drawn page as the reader has left the one before. */
export function unfoldAsBefore(page: HTMLElement, names: readonly string[]): void {
  for (const fold of foldsIn(page)) {
    drawnOpen.set(fold, fold.open);
    if (names.includes(nameOf(fold))) fold.open = !fold.open;
  }
}

const drawnOpen = new WeakMap<HTMLDetailsElement, boolean>();

function foldsIn(page: HTMLElement): readonly HTMLDetailsElement[] {
  return [...page.querySelectorAll<HTMLDetailsElement>('details[data-fold]')];
}

function nameOf(fold: HTMLDetailsElement): string {
  return fold.dataset.fold ?? '';
}
