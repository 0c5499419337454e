import type { LocationLink } from 'vscode-languageserver-types';
import type { Position } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { waitsFrom } from './links.js';
import { ownerRanges } from './places.js';
import { findTarget } from './target.js';

/**
 * From a waiter's frame, a lock's name or an accused CPU to what is known of the owner:
 * its saved backtrace, else its row in the PCPU list (each candidate's, where it is not named), else the words that name it.
 */
export function findDefinition(opened: Case, uri: string, position: Position): LocationLink[] {
  const target = findTarget(opened, position);
  if (!target) return [];
  const ranges = waitsFrom(target).flatMap((wait) => ownerRanges(target.triaged, wait));
  return ranges.map((range) => ({
    originSelectionRange: target.range,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}
