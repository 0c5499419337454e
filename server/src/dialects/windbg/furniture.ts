/** Lines that a debugger prints around what it has to say, in the same words each time. */
const FURNITURE: readonly string[] = [
  // frames of stars and rules around headings
  String.raw`[*=-]{3,200}(?:\s.*|[*=-]*)`,
  String.raw`\*\s.{0,120}\*`,
  'Arguments:',
  'Followup:',
  'Debugging Details:',
  String.raw`NOTE: The trap frame does not`,
  'Some register values may be zeroed',
  'Resetting default scope',
  'iopl=',
  // the session's beginning
  String.raw`\.{3,200}$`,
  String.raw`Loading (?:Kernel Symbols|User Symbols|unloaded module list)`,
  String.raw`(?:Mini Kernel|Kernel \w{1,12}) Dump File: `,
  String.raw`(?:Product|Built by|Edition build lab|Machine Name|Debug session time|Symbol search path is|Executable search path is):`,
  'Kernel base ?[=:]',
  String.raw`Copyright \(c\) Microsoft Corporation`,
  'For analysis of this file, run ',
  'Press ctrl-c',
  'PEB is paged out',
];
const ANY = new RegExp(String.raw`^\s{0,8}(?:${FURNITURE.join('|')})`);

/** Whether a line says nothing about the crash, and is known to do so. */
export function isFurniture(text: string): boolean {
  return ANY.test(text);
}
