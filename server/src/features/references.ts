import type { Location } from 'vscode-languageserver-types';
import type { Position } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { highlightRanges } from './documentHighlight.js';
import { waitsOn } from './links.js';
import { waiterRanges } from './places.js';
import { findTarget } from './target.js';

/** From an owner hint to those that wait for it; from anything else to where it is mentioned again. */
export function findReferences(opened: Case, uri: string, position: Position): Location[] {
  const target = findTarget(opened, position);
  const waiters = target ? waitsOn(target).flatMap((wait) => waiterRanges(target.triaged, wait)) : [];
  const ranges = waiters.length > 0 ? waiters : highlightRanges(opened, position);
  return ranges.map((range) => ({ uri, range }));
}
