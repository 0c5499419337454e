import type { Crash } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import { otherSuspects } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, nameOf, placeOf, step } from '../facts.js';
import { tellRegisters } from '../faultRegisters.js';
import { coreSteps, hostDriverSteps } from '../hostSteps.js';
import type { LogWarning } from '../logWarnings.js';
import { findLogWarnings } from '../logWarnings.js';
import { productOf } from '../nextSteps.js';
import type { SourceModule } from '../sourcePath.js';
import { fileOfSource, moduleOfSource } from '../sourcePath.js';
import { findStop, isKernelOnly, isUnnamedModule, tellStop } from '../stoppedAt.js';
import type { Suspect } from '../suspects.js';
import { blame, isMessenger, isThirdParty, suspectOfStory } from '../suspects.js';
import type { Blame, Category, Confidence, Evidence, NextStep, ReadFrame } from '../verdict.js';
import type { KindRow } from './purpleScreenKinds.js';
import { rowFor } from './purpleScreenKinds.js';

/** What a purple screen shows of who was at work. */
interface Scene {
  readonly facts: Facts;
  readonly row: KindRow;
  /** Who stands on the stack, whether he is to blame or not. */
  readonly suspect: Suspect | null;
  /** The one on the stack who is to blame. */
  readonly guilty: Suspect | null;
  /** Where the story of the stack stopped. */
  readonly stop: ReadFrame | null;
  /** The module whose own check failed, by the path of its source. */
  readonly source: SourceModule | null;
  /** A module that the message or the kernel names as involved. */
  readonly named: Located<string> | null;
  readonly warnings: readonly LogWarning[];
}

/**
 * A third party is accused as its kind of screen allows. A module that comes with the system is accused only of what
 * happened in its own code: others call it far more often than it calls them. Below a module whose name is lost nobody
 * is accused: the unnamed one was at work.
 */
function accuse(
  { stack }: Facts,
  { accused }: KindRow,
  suspect: Suspect | null,
  stop: ReadFrame | null,
): Suspect | null {
  if (!suspect || accused === 'nobody') return null;
  if (stack && stop && isUnnamedModule(stop, stack)) return null;
  const isOwnCode = suspect.frame === stop;
  if (!suspect.thirdParty) return isOwnCode && !suspect.messenger ? suspect : null;
  return accused === 'any' || isOwnCode ? suspect : null;
}

/** From 9.0 on the kernel prints `Module(s) involved in panic`; it leaves the kernel itself in where nothing else is. */
function involvedModule({ modules }: Crash): Located<string> | null {
  return modules.find(({ name }) => name.value !== 'vmkernel')?.name ?? null;
}

/** `(inside contosonic)`, `(vmgp0/nvidia)`: a message that names a module, if that only passes things on to nobody. */
function moduleInMessage(facts: Facts): Located<string> | null {
  const module = facts.crash.message?.details.module;
  return module && isThirdParty(facts, module.value) && !isMessenger(facts, module.value) ? module : null;
}

function setScene(facts: Facts): Scene {
  const { crash, stack } = facts;
  const row = rowFor(facts);
  const stop = findStop(stack);
  const suspect = suspectOfStory(facts, stack);
  const guilty = accuse(facts, row, suspect, stop);
  const involved = row.accused === 'any' && !guilty ? involvedModule(crash) : null;
  const file = crash.message?.details.file;
  return {
    facts,
    row,
    suspect,
    guilty,
    stop,
    source: file ? moduleOfSource(file.value) : null,
    named: moduleInMessage(facts) ?? involved,
    warnings: findLogWarnings(facts),
  };
}

/** The module to blame, with where it is named. */
function findBlame({ facts, guilty, source, named }: Scene): Blame | null {
  if (guilty) return blame(guilty);
  if (named) return { module: named.value, symbol: null, line: named.range.start.line, basis: 'named' };
  const file = facts.crash.message?.details.file;
  return source && file ? { module: source.module, symbol: null, line: file.range.start.line, basis: 'named' } : null;
}

function categoryFor({ facts, row, suspect, guilty, source, named, warnings }: Scene): Category {
  if (named) return 'driver-bug';
  if (row.category === 'os-bug') return guilty?.thirdParty || source?.isDriver ? 'driver-bug' : 'os-bug';
  const hint = warnings[0]?.category ?? 'unknown';
  if (row.category !== 'driver-bug') return row.category === 'unknown' ? hint : row.category;
  if (guilty?.thirdParty || source?.isDriver) return 'driver-bug';
  if (suspect) return suspect.thirdParty ? 'unknown' : 'os-bug';
  return facts.stack && isKernelOnly(facts.stack) ? 'os-bug' : hint;
}

/** `in cpusched.c line 1234`, for a check that says where it stands. */
function checkWords({ facts, row, source }: Scene, file: Located<string>): string {
  const line = facts.crash.message?.details.fileLine?.value ?? '?';
  return source
    ? `A check of ${productOf(facts, source.module)} failed, in ${fileOfSource(file.value)} line ${line}.`
    : `${row.what}, in ${file.value} line ${line}.`;
}

/** What the stack shows, where it accuses a third party. */
function guiltyWords({ row, stop }: Scene, { frame, module, called, thirdParty }: Suspect): string {
  if (!thirdParty) return `${row.what}, in ${placeOf(frame)}, which comes with the system.`;
  if (!stop || stop === frame) return `${row.what}: ${placeOf(frame)} was running.`;
  return called
    ? `${row.what}, in ${placeOf(stop)}, which works for ${placeOf(frame)}.`
    : `${row.what}, in ${placeOf(stop)}. The nearest third-party code on the stack is ${nameOf(frame)} of ${module}.`;
}

/** What the stack shows, where it accuses nobody. */
function placeWords({ facts, row, suspect, stop }: Scene): string {
  if (!stop || !facts.stack) return `${row.what}. The text does not show who is to blame.`;
  const place = `${row.what}, in ${placeOf(stop)}`;
  if (isUnnamedModule(stop, facts.stack)) return `${place}. The name of its module is not in this text.`;
  if (suspect?.thirdParty) return `${place}. ${suspect.module} stands further down on the stack.`;
  return isKernelOnly(facts.stack)
    ? `${place}. No other module is on the stack.`
    : `${place}. The stack does not show who is to blame.`;
}

/** `The log before it says that the heap netGPHeap was full.` */
function warningWords({ warnings }: Scene): string {
  const [first] = warnings;
  return first ? ` The log before it says that ${first.why}.` : '';
}

function describe(scene: Scene): string {
  const { facts, row, guilty, named } = scene;
  const file = facts.crash.message?.details.file;
  if (row.because !== undefined) {
    return `${row.what}. ${row.because}${named ? ` The message names ${productOf(facts, named.value)}.` : ''}`;
  }
  if (file) return checkWords(scene, file);
  const words = guilty ? guiltyWords(scene, guilty) : placeWords(scene);
  return named ? `${words} The kernel itself names ${named.value} as involved.` : words;
}

function confidenceIn({ guilty, source, named, row }: Scene): Confidence {
  if (row.category === 'deliberate' || row.category === 'configuration') return 'high';
  if (named || source?.isDriver) return 'medium';
  return guilty?.direct && guilty.thirdParty ? 'medium' : 'low';
}

/** What a third party on the stack did, where it is not accused. */
const ON_STACK: Readonly<Partial<Record<Category, string>>> = {
  'memory-corruption': 'only found it',
  'resource-exhaustion': 'only asked for memory',
};

function suspectEvidence({ suspect, guilty, stop, row }: Scene): readonly Evidence[] {
  if (!suspect?.thirdParty || suspect.frame === stop) return [];
  const { line } = suspect.frame.frame;
  if (guilty) return [{ line, why: `${placeOf(suspect.frame)} is the nearest third-party code on the stack` }];
  const role = ON_STACK[row.category] ?? 'called the code that checks itself';
  return [{ line, why: `${placeOf(suspect.frame)} is on the stack, but ${role}` }];
}

function gatherEvidence(scene: Scene): readonly Evidence[] {
  const { facts, stop, named, warnings } = scene;
  const { crash, stack } = facts;
  return [
    ...(crash.message ? [{ line: crash.headline.range.start.line, why: 'the panic message' }] : []),
    ...(stop ? [tellStop(facts, stop)] : []),
    ...tellRegisters(facts),
    ...suspectEvidence(scene),
    ...(named ? [{ line: named.range.start.line, why: `${named.value} is named here` }] : []),
    ...warnings.map(({ line, why }) => ({ line, why: `before the panic, ${why}` })),
    ...doubtfulFrames(stack),
  ];
}

/** Who wrote over the heap is most often a driver, and the stack does not show which one. */
const HEAP_STEP = step(
  'List the packages that did not come from VMware, and bring them up to date: any driver may have written over the heap',
  'esxcli software vib list | grep -iv vmware',
);

function nextSteps({ facts, row }: Scene, module: string | null): readonly NextStep[] {
  if (row.category === 'deliberate') return [step('Ask who ran the command, and why')];
  return [
    ...(module === null ? [] : hostDriverSteps(facts, module)),
    ...(row.category === 'memory-corruption' ? [HEAP_STEP] : []),
    ...coreSteps(facts),
  ];
}

function judge(facts: Facts): Judgement {
  const scene = setScene(facts);
  const { row, suspect } = scene;
  const blamed = findBlame(scene);
  const text = describe(scene);
  return {
    category: categoryFor(scene),
    brief: text.split('. ')[0]?.replace(/\.$/, '') ?? row.what,
    summary: `${text}${warningWords(scene)}`,
    confidence: confidenceIn(scene),
    blamed,
    evidence: gatherEvidence(scene),
    nextSteps: nextSteps(scene, blamed?.module ?? null),
    alternatives: otherSuspects(suspect),
    wouldChange:
      row.category === 'deliberate' ? [] : ['a core dump whose stack differs', 'log lines from before the panic'],
    counterparts: row.counterparts,
  };
}

/**
 * Any other purple screen. An exception belongs to the code below the trap, and the kernel's own functions mostly work
 * on what a driver gave them. A failed check speaks for itself: only the module whose own check it was is accused, since
 * the kernel checks itself far more often than its callers. Damaged heap accuses nobody.
 * https://knowledge.broadcom.com/external/article/343033
 */
export const purpleScreen: Rule = {
  name: 'purple-screen',
  applies: ({ crash }) => crash.dialect === 'psod',
  judge,
};
