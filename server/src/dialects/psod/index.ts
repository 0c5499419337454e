import type { Dialect } from '../dialect.js';
import { parsePsod } from './parse.js';

/** Purple screens of VMware ESX and ESXi, 3.0 to 9.x, as screens, logs and articles print them. */
export const psod: Dialect = { id: 'psod', parse: parsePsod };
