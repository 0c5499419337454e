import type { PackName } from '../knowledge/types.js';
import type { Path } from './problem.js';

/** What the words of a field are names of. `in-use`: of nothing, but other entries have the same field. */
export type NameSource =
  | 'function'
  | 'module-and-function'
  | 'module'
  | 'culprit'
  | 'bug-check'
  | 'argument'
  | 'kind'
  | 'message'
  | 'build'
  | 'version'
  | 'command'
  | 'counterpart'
  | 'id'
  | 'in-use';

/** Fields of an entry that hold names, by their place in it; `*` stands for any part of a list or any argument. */
const WANTED: Readonly<Record<PackName, Readonly<Record<string, NameSource>>>> = {
  symbols: {
    id: 'module-and-function',
    module: 'module',
    symbol: 'function',
    counterpart: 'counterpart',
    sample: 'module-and-function',
    counterSample: 'module-and-function',
  },
  modules: { id: 'id', module: 'module', class: 'in-use', vendor: 'in-use', product: 'in-use' },
  bugchecks: { id: 'id', code: 'bug-check', 'commands/*/command': 'command' },
  'known-issues': {
    id: 'id',
    'when/bugChecks/*': 'bug-check',
    'when/kinds/*': 'kind',
    'when/message/*': 'message',
    'when/frames/*': 'function',
    'when/modules/*': 'module',
    'when/parameters/*/*': 'argument',
    'when/builds/*': 'build',
    'when/versions/*': 'version',
    'when/fixedIn/*/version': 'version',
    blames: 'culprit',
  },
  counterparts: { id: 'id' },
  terms: { id: 'id', term: 'in-use' },
  status: { id: 'id', code: 'in-use', name: 'in-use' },
  commands: { id: 'id', command: 'command' },
  builds: { id: 'id', version: 'version' },
};

/** What a value at this place of a pack is a name of; null where it is a text of its own. */
export function wantedAt(kind: PackName, [entries, number, ...path]: Path): NameSource | null {
  if (entries !== 'entries' || typeof number !== 'number') return null;
  const place = path.map((step) => (/^\d+$/.test(String(step)) ? '*' : step)).join('/');
  return WANTED[kind][place] ?? null;
}
