import type { ReadStack } from './verdict.js';

/** Whether a stack is that of a thread which runs on no CPU: its newest frame gave the CPU to another one. */
export function isOffCpu({ frames }: ReadStack): boolean {
  return frames[0]?.role === 'scheduler';
}
