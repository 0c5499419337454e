/** Texts of any length, each of one form: what people open, and what is made to be slow to read. */
import { readSample, SAMPLES } from '../helpers/samples.js';

export interface Form {
  readonly name: string;
  /** A text of exactly `length` characters. */
  readonly write: (length: number) => string;
}

const PROSE = `A spinlock is held for microseconds, so whoever waits for it turns in a circle and does nothing else. When the wait
goes on for seconds, the kernel gives up and stops the machine; Windows says 0x133 (DPC_WATCHDOG_VIOLATION), a
hypervisor shows a purple screen. The stack that is printed belongs to the one who waited. It is the owner that matters:
which CPU was it on, what did it run [1], and why did nt!KeAcquireSpinLockRaiseToDpc not return (see the notes at 12:40)?

`;

/** Lines of a host's log, with the counters and addresses that differ from line to line. */
const LOG_LINES: readonly ((number: number) => string)[] = [
  (number) =>
    `ScsiDeviceIO: 3015: Cmd(0x45a2${hex(number)}) 0x1a, CmdSN 0x${hex(number)} from world 0 to dev "naa.6" failed`,
  (number) => `NetPort: 1879: disabled port 0x${hex(number)}`,
  (number) => `WARNING: LinNet: netdev_watchdog:3688: NETDEV WATCHDOG: vmnic${number % 8}: transmit timed out`,
  (number) => `VSCSI: 3810: handle ${number}(vscsi0:0):Creating Virtual Device for world ${number % 4096}`,
  (number) => `<6>qfle3: [qfle3_link_update:${number % 900}] vmnic${number % 8}: link is up, 25000 Mbps (full duplex)`,
];

const hex = (number: number): string => (number * 2_654_435_761).toString(16).slice(-6);

/** What stands before each line of a host's log. */
const logPrefix = (number: number): string => {
  const time = new Date(Date.UTC(2021, 2, 18, 6) + number * 250).toISOString();
  return `${time} cpu${number % 16}:${2_097_152 + (number % 512)})`;
};

/** A host's log with one purple screen in its middle. */
function writeHostLog(length: number): string {
  const screen = readSample('psod-spin-count.psod').trimEnd().split('\n');
  const lines: string[] = [];
  let written = 0;
  let screenIsDue = true;
  for (let number = 0; written < length; number += 1) {
    const isScreen = screenIsDue && written > length / 2;
    if (isScreen) screenIsDue = false;
    const messages = isScreen ? screen : [LOG_LINES[number % LOG_LINES.length]?.(number) ?? ''];
    for (const message of messages) {
      const line = `${logPrefix(number)}${message}\n`;
      lines.push(line);
      written += line.length;
    }
  }
  return lines.join('').slice(0, length);
}

/** The same piece again and again, whether it ends a line or not. */
function repeat(piece: string, before = ''): Form['write'] {
  return (length) => before + piece.repeat(Math.ceil(length / piece.length)).slice(0, length - before.length);
}

const ORDINARY: readonly Form[] = [
  ...SAMPLES.map((sample) => ({ name: `sample ${sample}`, write: repeat(`${readSample(sample).trimEnd()}\n\n`) })),
  { name: 'vmkernel log with one panic', write: writeHostLog },
  { name: 'prose', write: repeat(PROSE) },
];

const PSOD_HEAD = 'VMware ESX Server [Releasebuild-153875]\nSpin count exceeded (iplLock) - possible deadlock\n';
const PSOD_FRAME = '0x1402a3c:[0x626265]Panic+0x10 stack: 0x1 ';
const WINDBG_FRAME = 'fffff880`0b6d3550 fffff800`5e9caec6 contosonic!Recurse+0x2ec';
const BLANKS = ' '.repeat(4000);

const HOSTILE: readonly Form[] = [
  { name: 'one line of [', write: repeat('[') },
  { name: 'one line of digits', write: repeat('1234567890') },
  { name: 'one line of blanks', write: repeat(' ') },
  { name: 'one line of hex with back-ticks', write: repeat('fffff800`5e9caec6 ') },
  { name: 'one line of ESX frames', write: repeat(PSOD_FRAME) },
  { name: 'one line of WinDbg frames', write: repeat(`${WINDBG_FRAME} `) },
  { name: 'one line of quote marks', write: repeat('> ') },
  { name: 'one line of tags', write: repeat('<b>x</b>') },
  { name: 'one line of openings of tags', write: repeat('<a ') },
  { name: 'one line of ESX frames between tags', write: repeat(`${PSOD_FRAME}<br>`) },
  { name: 'one line of invisible blanks', write: repeat('a\u200b') },
  { name: 'only ESX frames behind a rule', write: repeat(`| ${PSOD_FRAME.trimEnd()}\n`) },
  { name: 'one line of prompt and blanks', write: repeat(' ', '0: kd> ') },
  { name: 'only ESX frames, headed', write: repeat(`${PSOD_FRAME.trimEnd()}\n`, PSOD_HEAD) },
  { name: 'only ESX frames', write: repeat(`${PSOD_FRAME.trimEnd()}\n`) },
  { name: 'only WinDbg frames', write: repeat(`${WINDBG_FRAME}\n`, '0: kd> k\n') },
  { name: 'only prompts and blanks', write: repeat(`0: kd> ${BLANKS}\n`) },
  { name: 'only empty prompts', write: repeat('0: kd> \n') },
  { name: 'only keys', write: repeat('    Key  : \n') },
  { name: 'only keys and values', write: repeat('    Key  : Analysis.Elapsed.mSec\n    Value: 1546\n') },
  { name: 'only deeply quoted lines', write: repeat(`${'> '.repeat(60)}${PSOD_FRAME}\n`) },
  { name: 'only line ends', write: repeat('\n') },
];

export const FORMS: readonly Form[] = [...ORDINARY, ...HOSTILE];
