/** Purple screens of made-up hosts, with the parts that a test is about to choose. */
export interface ScreenParts {
  /** The line above the message. */
  readonly product?: string;
  readonly headline?: string;
  /** What runs on each PCPU; the number of the panicking one. */
  readonly worlds?: readonly string[];
  readonly star?: number;
  /** Newest first: `SP_WaitLock+0x1ca`, `Send@(contosonic)#<None>+0x5f`. */
  readonly frames?: readonly string[];
  /** A backtrace of another PCPU below the first. */
  readonly saved?: { readonly heading: string; readonly frames: readonly string[] };
}

/** A stack as ESX(i) prints it; each frame may bring its own stack words. */
export function printFrames(frames: readonly string[], base = 0x1402a00): string {
  return frames
    .map((frame, index) => {
      const words = frame.includes('stack:') ? '' : ' stack: 0x2b04e40, 0x1426a98, 0x0';
      return `0x${(base + index * 0x40).toString(16)}:[0x${(0x620000 + index * 0x1230).toString(16)}]${frame}${words}`;
    })
    .join('\n');
}

const CLASSIC_STACK = [
  'Panic+0x10',
  'SP_WaitLock+0x1b6',
  'TimerBHHandlerLoop+0x1a3',
  'Timer_BHHandler+0xc4',
  'BH_Check+0x84',
  'IDT_HandleInterrupt+0x91',
  'CommonIntr+0xb',
  'CpuSchedDispatch+0x473',
  'VMNIXVMKSyscall_Idle+0xe2',
  'HostSyscall+0xde',
];

/** ESX 3.5's screen: message, all-ones registers, PCPU list, stack, uptime. */
export function printScreen({
  product = 'VMware ESX Server [Releasebuild-153875]',
  headline = 'Spin count exceeded (iplLock) - possible deadlock',
  worlds = ['console', 'vmm0:app', 'vmware-vm', 'mks:app'],
  star = 0,
  frames = CLASSIC_STACK,
  saved,
}: ScreenParts = {}): string {
  const rows = worlds.map((world, cpu) => `${cpu === star ? '*' : ''}${cpu}:${1024 + cpu}/${world}`).join(' ');
  return [
    product,
    headline,
    'cr2=0xb7f1cfff cr3=0x1e801000 cr4=0x6f0',
    'eax=0xffffffff ebx=0xffffffff ecx=0xffffffff edx=0xffffffff',
    ...(worlds.length > 0 ? [rows] : []),
    `@BlueScreen: ${headline}`,
    printFrames(frames),
    ...(saved ? [saved.heading, printFrames(saved.frames, 0x1802a00)] : []),
    'VMK uptime: 12:04:51:08.772 TSC: 2979616664595013',
    '',
  ].join('\n');
}
