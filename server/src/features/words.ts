import type { Position } from '../model/position.js';
import { contains, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { Target } from './target.js';

/** The kind of terms that are words of a screen. */
export const WORDS = 'psod-word';

/** `[root@esx01:~] esxcli ...`, `/var/core # vmkdump_extract ...`: what was typed on a host's console. */
const CONSOLE_LINE =
  /^\s{0,8}(?:\[\w[\w.-]{0,60}@[^\]\s]{1,120}\] ?|(?:[~/][\w./-]{0,120} )?# )(?<command>[a-z][\w-]{1,40}\b.*)$/d;

/** A word of the screen with an entry of its own. */
function findScreenWord(opened: Case, position: Position): Target | null {
  const triaged = opened.crashes.find(({ crash }) => crash.dialect === 'psod' && contains(crash.range, position));
  const text = opened.lines[position.line] ?? '';
  if (!triaged) return null;
  for (const { term } of opened.knowledge.terms('psod', WORDS)) {
    const from = text.lastIndexOf(term, position.character);
    if (from < 0 || from + term.length < position.character) continue;
    return { kind: 'word', word: term, triaged, range: rangeOnLine(position.line, from, from + term.length) };
  }
  return null;
}

/** `#PF Exception 14 in world`, `Exception type 13`: the processor's own number of a trap. */
const TRAP = /\bException\s?(?:type ?|\()?(?<number>\d{1,2})\b/g;

function findTrap(opened: Case, position: Position): Target | null {
  const triaged = opened.crashes.find(({ crash }) => crash.dialect === 'psod' && contains(crash.range, position));
  if (!triaged) return null;
  for (const match of (opened.lines[position.line] ?? '').matchAll(TRAP)) {
    const range = rangeOnLine(position.line, match.index, match.index + match[0].length);
    if (contains(range, position)) return { kind: 'trap', number: Number(match.groups?.number), triaged, range };
  }
  return null;
}

/** A command on the console of a host, anywhere in a text that has a purple screen: it belongs to no crash. */
function findConsoleCommand(opened: Case, position: Position): Target | null {
  const triaged = opened.crashes.find(({ crash }) => crash.dialect === 'psod');
  const groups = triaged && CONSOLE_LINE.exec(opened.lines[position.line] ?? '')?.indices?.groups;
  const [from, to] = groups?.command ?? [0, 0];
  if (!triaged || position.character < from || position.character > to) return null;
  const typed = (opened.lines[position.line] ?? '').slice(from, to);
  return { kind: 'console', typed, triaged, range: rangeOnLine(position.line, from, from + typed.trimEnd().length) };
}

/** Where nothing of the model stands: words with an entry of their own. */
export function findWord(opened: Case, position: Position): Target | null {
  return findConsoleCommand(opened, position) ?? findTrap(opened, position) ?? findScreenWord(opened, position);
}
