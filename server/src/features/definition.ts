import type { LocationLink } from 'vscode-languageserver-types';
import type { Position, Range } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { findDefinedPlace } from './definedPlaces.js';
import { waitsFrom, waitsOn } from './links.js';
import { ownerRanges } from './places.js';
import { findTarget } from './target.js';

function linkTo(targetUri: string, originSelectionRange: Range, range: Range): LocationLink {
  return { originSelectionRange, targetUri, targetRange: range, targetSelectionRange: range };
}

/**
 * From a waiter's frame, a lock's name or an accused CPU to what is known of the owner:
 * its saved backtrace, else its row in the PCPU list (each candidate's, where it is not named), else the words that name it.
 * From an owner to itself, whereupon editors show its references: those that wait. From any other address, module or
 * name to where the log tells more of it.
 */
export function findDefinition(opened: Case, uri: string, position: Position): LocationLink[] {
  const target = findTarget(opened, position);
  const owners = target ? waitsFrom(target).flatMap((wait) => ownerRanges(target.triaged, wait)) : [];
  if (target && owners.length > 0) return owners.map((range) => linkTo(uri, target.range, range));
  const defined = findDefinedPlace(opened, position);
  if (defined) return [linkTo(uri, defined.word.range, defined.range)];
  return target && waitsOn(target).length > 0 ? [linkTo(uri, target.range, target.range)] : [];
}
