import type { SystemInfo } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { matchLine, trimEnd } from '../match.js';

/** `11: kd> kv`, `kd> k`, `0:kd> !deadlock`, `0: kd:x86> k` for 32-bit code, `||1:0: kd> k` with several dumps. */
const PROMPT = /^\s{0,8}(?:\|\|\d{1,3}:)?(?:(?<cpu>\d{1,4}): ?)?l?kd(?::\w{1,12})?> ?(?<command>.*)$/d;
/** `0:000>`: the prompt of user mode. */
const USER_PROMPT = /^\s{0,8}(?:\|\|\d{1,3}:)?\d{1,4}:\d{3,4}(?::\w{1,12})?>(?: |$)/;

export interface Prompt {
  readonly cpu: Located<number> | null;
  readonly command: Located<string>;
}

/** A kernel debugger's prompt with the command behind it. */
export function readPrompt(line: SourceLine): Prompt | null {
  const match = matchLine(line, PROMPT);
  const command = match?.located('command');
  if (!match || !command) return null;
  const cpu = match.located('cpu');
  return { cpu: cpu && { value: Number(cpu.value), range: cpu.range }, command: trimEnd(command) };
}

/** Whether the line is a prompt of a user-mode session. */
export function isUserPrompt(line: SourceLine): boolean {
  return USER_PROMPT.test(line.text);
}

/** `Loading Dump File [...]` and the debugger's own title begin a session, the name of the dump a crash of WhoCrashed. */
export function beginsSession(line: SourceLine): boolean {
  return /^\s{0,8}(?:Microsoft \(R\) Windows Debugger Version|Loading Dump File \[|crash dump file: \S)/.test(
    line.text,
  );
}

const VERSION =
  /^\s{0,8}(?<product>Windows [\w ./]{1,40}?) Kernel Version (?<build>\d{3,6})(?: \([^)]{1,40}\))? (?:MP|UP)\b.{0,30}?(?:Free|Checked) (?<architecture>x64|x86(?: compatible)?|ARM 64-bit \(AArch64\))/d;
const PRODUCT_TYPE = /^\s{0,8}Product: (?<type>WinNt|Server|LanManNt), suite:/d;
const UPTIME = /^\s{0,8}System Uptime:\s{1,4}(?<uptime>\d{1,5} days? \d{1,2}:\d{2}:\d{2}(?:\.\d{1,3})?)/d;

const TIME = /^\s{0,8}Debug session time:\s{1,4}(?<time>[A-Z][a-z]{2} [A-Z][a-z]{2}\s.{10,50})$/d;

/** What a line of the session banner says of the machine; null where it says nothing. */
export function readBanner(line: SourceLine): Partial<SystemInfo> | null {
  if (!/Kernel Version|Product: |System Uptime|Debug session time/.test(line.text)) return null;
  const version = matchLine(line, VERSION);
  if (version) {
    return {
      product: version.located('product'),
      build: version.located('build'),
      architecture: version.located('architecture'),
    };
  }
  const productType = matchLine(line, PRODUCT_TYPE)?.located('type');
  if (productType) return { productType };
  const uptime = matchLine(line, UPTIME)?.located('uptime');
  if (uptime) return { uptime };
  const time = matchLine(line, TIME)?.located('time');
  return time ? { time: trimEnd(time) } : null;
}
