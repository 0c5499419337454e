import type { Frame } from '../../model/frame.js';
import type { SourceLine } from '../../util/lines.js';
import { readShortFrame } from './frames.js';

/** So many frames of which only the symbol is printed, one below the other, are a stack without any words above it. */
const ENOUGH = 3;

const KERNEL = /^(?:nt|ntoskrnl|ntkr\w{2,8})$/i;

/**
 * Finds stacks that show no more than symbols and that nothing introduces, as other programs than the debugger print
 * them. One that is to stand for a crash of its own must lead through the kernel.
 */
export class ShortRuns {
  private readonly all = new Set<SourceLine>();
  private readonly kernel = new Set<SourceLine>();

  constructor(lines: readonly SourceLine[]) {
    let run: { readonly line: SourceLine; readonly frame: Frame }[] = [];
    const end = (): void => {
      const inKernel = run.some(({ frame }) => KERNEL.test(frame.module?.value ?? ''));
      if (run.length >= ENOUGH) {
        for (const { line } of run) {
          this.all.add(line);
          if (inKernel) this.kernel.add(line);
        }
      }
      run = [];
    };
    for (const line of lines) {
      if (line.text.trim() === '') continue;
      const frame = readShortFrame(line);
      if (frame) run.push({ line, frame });
      else end();
    }
    end();
  }

  /** Whether the line is a frame of such a stack; `alone` where nothing else of a crash stands above it. */
  has(line: SourceLine, alone: boolean): boolean {
    return (alone ? this.kernel : this.all).has(line);
  }
}
