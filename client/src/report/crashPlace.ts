/** Which crash of a document: by its number, or the one at a line. Neither: the first. */
export interface CrashPlace {
  readonly index?: number;
  readonly line?: number;
}
