import type { Crash } from '../model/crash.js';

/** Programs of Windows and its tools; every other command of a Windows crash is the debugger's. */
const WINDOWS_PROGRAMS: ReadonlySet<string> = new Set([
  'chkdsk',
  'mdsched.exe',
  'powercfg',
  'verifier',
  'wevtutil',
  'xperf',
]);

/** Where a person types a command of a next step: a dump is opened on another machine than the one that crashed. */
export function commandPlace(command: string, dialect: Crash['dialect']): string {
  if (dialect === 'psod') return 'on the host';
  const [program = ''] = command.split(' ');
  return WINDOWS_PROGRAMS.has(program) ? 'on the crashed machine' : 'in WinDbg';
}

/** The words before a command: what it is for, and where it is typed. */
export function leadToCommand(title: string, command: string, dialect: Crash['dialect']): string {
  return `${title.replace(/\.$/, '')}; ${commandPlace(command, dialect)}:`;
}
