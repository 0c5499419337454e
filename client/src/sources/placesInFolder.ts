/** More folders than these tell no more of a file. */
const MOST_PARTS = 12;

/** A name of a file or folder; a log could also print a way out of the workspace. */
const NAME = /^(?!\.{1,2}$)[^<>:"|?*]{1,255}$/;

/**
 * Where below a folder of the workspace a printed file may be, the fullest path first: the crash was built from
 * another folder on another machine, so `d:\build\net\dispatch.c` is `build/net/dispatch.c`, `net/dispatch.c` or
 * `dispatch.c`.
 */
export function placesInFolder(printed: string): readonly string[] {
  const parts = printed.split(/[\\/]+/);
  const names = parts.slice(parts.findLastIndex((part) => !NAME.test(part)) + 1).slice(-MOST_PARTS);
  return names.map((_name, index) => names.slice(index).join('/'));
}
