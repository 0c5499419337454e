/** A module that the path of a source file names. */
export interface SourceModule {
  readonly module: string;
  /** A driver of the Linux layer, which the maker of the hardware wrote; else a module of the system's vendor. */
  readonly isDriver: boolean;
}

/** How the source trees of ESX(i) are laid out: VMware publishes the one of the drivers, asserts print the other. */
const TREES: readonly { readonly pattern: RegExp; readonly isDriver: boolean }[] = [
  // vmkdrivers/src_9/drivers/net/tg3/tg3.c
  { pattern: /(?:^|\/)vmkdrivers\/src\w{0,8}\/drivers\/\w{1,20}\/(?<module>\w{1,40})\//, isDriver: true },
  // bora/modules/vmkernel/lsom/lsom_commit_flusher.c
  { pattern: /(?:^|\/)bora\/modules\/vmkernel\/(?<module>\w{1,40})\//, isDriver: false },
];

/** The module whose source it is; null where the path lies in the kernel itself, or says nothing. */
export function moduleOfSource(path: string): SourceModule | null {
  for (const { pattern, isDriver } of TREES) {
    const module = pattern.exec(path.slice(-300))?.groups?.module;
    if (module !== undefined) return { module, isDriver };
  }
  return null;
}

/** `bora/vmkernel/main/world.c` becomes `world.c`. */
export function fileOfSource(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
