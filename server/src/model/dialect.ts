/** How a crash was written down: by which kernel or debugger. */
export type DialectId = 'psod' | 'windbg' | 'linux';
