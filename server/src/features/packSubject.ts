import type { System } from '../knowledge/store.js';
import type { PackName } from '../knowledge/types.js';
import type { Cursor } from '../packs/cursor.js';
import { kindNamed } from '../packs/form.js';
import { wantedAt } from '../packs/wanted.js';
import type { Wanted } from './packNames.js';

/** The systems by the words that packs and entries have for them. */
const SYSTEMS: Readonly<Record<string, System>> = {
  psod: 'esxi',
  esxi: 'esxi',
  windbg: 'windows',
  windows: 'windows',
  linux: 'linux',
};

/** The system that the entry or its pack is about; null where it may be any. */
function systemAt({ groups }: Cursor): System | null {
  const words = groups.toReversed().flatMap((fields) => [fields.get('dialect'), fields.get('system')]);
  return words.flatMap((word) => SYSTEMS[word ?? ''] ?? [])[0] ?? null;
}

/** The kind of the pack around a cursor; null where it is not written yet. */
export function kindAt({ groups }: Cursor): PackName | null {
  return kindNamed(groups[0]?.get('pack'));
}

/** What a word at the cursor is the name of; null where it is a text of its own. */
export function subjectAt(
  kind: PackName,
  cursor: Cursor,
): Pick<Wanted, 'source' | 'pack' | 'path' | 'module' | 'system'> | null {
  const source = wantedAt(kind, cursor.path);
  const module = kind === 'symbols' ? (cursor.groups.at(-1)?.get('module') ?? null) : null;
  return source && { source, pack: kind, path: cursor.path, module, system: systemAt(cursor) };
}
