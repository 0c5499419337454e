import type { TriagedCrash } from '../triage/verdict.js';

/** More functions find less. */
const MOST_FUNCTIONS = 3;

const SYSTEMS: Readonly<Record<TriagedCrash['crash']['dialect'], string>> = {
  psod: 'ESXi purple screen',
  windbg: 'Windows bug check',
  linux: 'Linux kernel',
};

/** `SP_WaitLock` of `vmkernel!SP_WaitLock`. */
const withoutModule = (frame: string): string => frame.slice(frame.indexOf('!') + 1);

/**
 * The signature as a person would type it into a search engine. Like the signature it names no host, address or id:
 * whoever sends it tells nothing of his system but the crash.
 */
export function searchQuery({ crash, kind, signature }: TriagedCrash): string {
  const [, name = '', ...frames] = signature.split(' | ');
  const words = name.replace(/[#:;()"]/g, ' ').split(/\s+/);
  const functions = frames.slice(0, MOST_FUNCTIONS).map(withoutModule);
  const named = crash.bugCheck ? [kind] : [];
  return [...new Set([SYSTEMS[crash.dialect], ...named, ...words, ...functions])]
    .filter((word) => word !== '')
    .join(' ');
}
