import { capitalise, keyOf, step } from './facts.js';
import type { Facts } from './facts.js';
import type { AddressClass } from './faultAddress.js';
import { classifyAddress, widthOf } from './faultAddress.js';
import { systemOf } from './kinds.js';
import { isThirdParty } from './suspects.js';
import type { NextStep } from './verdict.js';

/** More steps than a person takes before the picture changes only hide the good ones. */
const MOST_STEPS = 7;

/** Stands in a pack's commands for the driver to look at. */
const DRIVER = 'NAME.sys';

/**
 * Puts the crash's own arguments and the driver's name into a command; null where it wants something that is not
 * known, or an argument that is no address. `~5s` takes no 0x.
 */
function fillIn(command: string, { crash }: Pick<Facts, 'crash'>, module: string | null): string | null {
  const parameters = crash.bugCheck?.parameters ?? [];
  const valueOf = (digit: string): string | undefined => parameters[Number(digit) - 1]?.value;
  const wanted = [...command.matchAll(/(~?)\{([1-4])\}/g)];
  if (wanted.some(([, cpu = '', digit = '']) => !isUseful(valueOf(digit), cpu !== ''))) return null;
  if (command.includes(DRIVER) && module === null) return null;
  return command
    .replace(/~\{([1-4])\}/g, (_, digit: string) => `~${valueOf(digit)?.replace(/^0x/, '') ?? ''}`)
    .replace(/\{([1-4])\}/g, (_, digit: string) => valueOf(digit) ?? '')
    .replace(DRIVER, `${module ?? ''}.sys`);
}

/** Behind these there is nothing that a command could show: null, a mark of freed memory, text, no address at all. */
const NOTHING_BEHIND: ReadonlySet<AddressClass> = new Set<AddressClass>([
  'null',
  'null-field',
  'pattern',
  'text',
  'non-canonical',
]);

/** A small value is the number of a CPU, and no address. */
function isUseful(value: string | undefined, isCpu: boolean): boolean {
  if (value === undefined) return false;
  return isCpu || !NOTHING_BEHIND.has(classifyAddress(BigInt(value), value.length > 10 ? 64 : 32));
}

/** The debugger has done this already where its own keys are in the text. */
const isDone = (command: string, { crash }: Pick<Facts, 'crash'>): boolean =>
  command.startsWith('!analyze') && crash.keys.length > 0 && crash.stacks.length > 0;

/** Who sends an analysis without its stack has run it already, and cut it. */
const titleOf = (title: string, command: string, { crash }: Facts): string =>
  command.startsWith('!analyze') && crash.keys.length > 0
    ? 'Ask for all that the analysis prints: its stack is missing here'
    : title;

/** A command that the pack gives for one case, or a range of them, says so at the beginning of its title. */
const CASE =
  /^With argument 1 (?:= (?<only>0x[\da-f]{1,8}|\d{1,8})|from (?<from>0x[\da-f]{1,8})(?: to (?<to>0x[\da-f]{1,8}))?): (?<rest>.{1,200})$/i;
const OLD_PROCESSOR = /^On 32-bit systems, (?<rest>.{1,200})$/;

/** The title without its case where the crash is one; null where it is not. */
function titleFor(title: string, facts: Facts): string | null {
  const old = OLD_PROCESSOR.exec(title)?.groups?.rest;
  if (old !== undefined) return widthOf(facts) === 32 ? capitalise(old) : null;
  const groups = CASE.exec(title)?.groups;
  const first = facts.crash.bugCheck?.parameters[0]?.value;
  if (!groups || first === undefined) return title;
  const { only, from = only, to = only ?? Infinity, rest = '' } = groups;
  return Number(first) >= Number(from) && Number(first) <= Number(to) ? capitalise(rest) : null;
}

/** The commands that the pack names for this bug check, filled with the crash's own values. */
export function packSteps(facts: Facts, module: string | null): readonly NextStep[] {
  return (facts.bugCheck?.commands ?? []).flatMap(({ command, title }) => {
    const own = isDone(command, facts) ? null : titleFor(titleOf(title, command, facts), facts);
    const filled = own === null ? null : fillIn(command, facts, module);
    return own === null || filled === null ? [] : [step(own, filled)];
  });
}

/** Keys of an analysis that hold a command in brackets: `TRAP_FRAME:  ffffed0e... -- (.trap 0xffffed0e...)`. */
const CONTEXTS: readonly { readonly key: string; readonly title: string }[] = [
  { key: 'TRAP_FRAME', title: 'Go to the registers and the stack of the fault itself' },
  { key: 'CONTEXT', title: 'Go to the registers and the stack of the exception itself' },
];
const COMMAND_IN_KEY = /\((?<command>\.(?:trap|cxr) (?:0x)?[\da-f`]{8,20})\)/i;

/** Commands that bring back the moment of the fault, where the text prints their addresses. */
export function contextSteps({ crash }: Facts): readonly NextStep[] {
  return CONTEXTS.flatMap(({ key, title }) => {
    const command = COMMAND_IN_KEY.exec(keyOf(crash, key)?.value.value.slice(0, 200) ?? '')?.groups?.command;
    return command === undefined ? [] : [step(title, command)];
  });
}

/** Where the kernel's own functions have no names, the debugger had no symbols, and its stack is a guess. */
export function symbolSteps({ stacks }: Facts): readonly NextStep[] {
  const kernel = stacks.flatMap(({ frames }) => frames.filter(({ frame }) => frame.module?.value === 'nt'));
  if (kernel.length === 0 || kernel.some(({ frame }) => frame.symbol !== null)) return [];
  return [
    step(
      'Load the symbols of Windows and analyse again: its functions have no names here',
      '.symfix; .reload; !analyze -v',
    ),
  ];
}

/** `contosonic (Contoso network adapter)`, as far as the packs know it. */
export function productOf({ crash, knowledge }: Facts, module: string): string {
  const known = knowledge.module(systemOf(crash.dialect), module);
  return known && known.vendor !== 'unknown' ? `${module} (${known.vendor}, ${known.product})` : module;
}

/** Which version of a Windows driver it is, and where a better one comes from. */
export function driverSteps(facts: Facts, module: string): readonly NextStep[] {
  const product = productOf(facts, module);
  return [
    step(`Show the version and date of ${module}`, `lmvm ${module}`),
    isThirdParty(facts, module)
      ? step(`Update ${product} from its vendor, or roll it back if the crashes began with an update`)
      : step(`Install the latest updates of Windows: ${product} is part of it`),
  ];
}

/** A command that an earlier step tells of in words, filled in already, belongs to that step: `Run !errrec on argument 2`. */
function withNamedCommand(each: NextStep, later: readonly NextStep[]): NextStep {
  if (each.command !== null) return each;
  const [named] = /![a-z]{2,20}\b/.exec(each.title) ?? [];
  const filled = later.find(({ command }) => named !== undefined && command?.split(' ')[0] === named);
  return filled ? { ...each, command: filled.command } : each;
}

/** In the order of their worth as given, each command once, no more than a person takes. */
export function chooseSteps(steps: readonly NextStep[]): readonly NextStep[] {
  const named = steps.map((each, index) => withNamedCommand(each, steps.slice(index + 1)));
  const keyed = named.map((each) => [each.command ?? each.title, each] as const);
  const once = new Map(keyed.toReversed());
  return keyed
    .filter(([key, each]) => once.get(key) === each)
    .map(([, each]) => each)
    .slice(0, MOST_STEPS);
}
