import type { Dialect } from '../dialect.js';
import { parseWinDbg } from './parse.js';

/** Transcripts of WinDbg and KD: `!analyze -v`, stacks, session banners, from Windows XP to Server 2025. */
export const windbg: Dialect = { id: 'windbg', parse: parseWinDbg };
