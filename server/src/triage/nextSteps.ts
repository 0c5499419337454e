import { keyOf, step } from './facts.js';
import type { Facts } from './facts.js';
import { systemOf } from './kinds.js';
import type { NextStep } from './verdict.js';

/** More steps than a person takes before the picture changes only hide the good ones. */
const MOST_STEPS = 7;

/** Stands in a pack's commands for the driver to look at. */
const DRIVER = 'NAME.sys';

/**
 * Puts the crash's own arguments and the driver's name into a command; null where it wants something that is not
 * known, or an argument that is zero. `~5s` takes no 0x.
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

/** Zero is the number of a CPU, and no address that a command could show. */
function isUseful(value: string | undefined, isCpu: boolean): boolean {
  return value !== undefined && (isCpu || value !== '0x0');
}

/** The debugger has done this already where its own keys are in the text. */
const isDone = (command: string, { crash }: Pick<Facts, 'crash'>): boolean =>
  command.startsWith('!analyze') && crash.keys.length > 0 && crash.stacks.length > 0;

/** A command that the pack gives for one case only says so in its title. */
const ONE_CASE = /^With argument 1 = (?<value>0x[\da-f]{1,8}|\d{1,8})\b/i;

function isOtherCase(title: string, { crash }: Pick<Facts, 'crash'>): boolean {
  const value = ONE_CASE.exec(title)?.groups?.value;
  const first = crash.bugCheck?.parameters[0]?.value;
  return value !== undefined && first !== undefined && Number(value) !== Number(first);
}

/** The commands that the pack names for this bug check, filled with the crash's own values. */
export function packSteps(facts: Facts, module: string | null): readonly NextStep[] {
  return (facts.bugCheck?.commands ?? []).flatMap(({ command, title }) => {
    const isOut = isDone(command, facts) || isOtherCase(title, facts);
    const filled = isOut ? null : fillIn(command, facts, module);
    return filled === null ? [] : [step(title, filled)];
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

/** `contosonic (Contoso network adapter)`, as far as the packs know it. */
function productOf({ crash, knowledge }: Facts, module: string): string {
  const known = knowledge.module(systemOf(crash.dialect), module);
  return known && known.vendor !== 'unknown' ? `${module} (${known.vendor}, ${known.product})` : module;
}

/** Which version of a Windows driver it is, and where a better one comes from. */
export function driverSteps(facts: Facts, module: string): readonly NextStep[] {
  return [
    step(`Show the version and date of ${module}`, `lmvm ${module}`),
    step(`Update ${productOf(facts, module)} from its vendor, or roll it back if the crashes began with an update`),
  ];
}

/** Which version of an ESXi driver it is, and the VIB that brought it. */
export function hostDriverSteps(facts: Facts, module: string): readonly NextStep[] {
  return [
    step(
      `Compare the version of ${productOf(facts, module)} with its vendor's fixes`,
      `esxcli system module get -m ${module}`,
    ),
    step('Find the package that brings it', `esxcli software vib list | grep -i ${module}`),
  ];
}

/** What every purple screen is worth, if the screen itself does not answer. */
export const CORE_STEPS: readonly NextStep[] = [
  step(
    'Extract the log from the core and read what came before the panic',
    'vmkdump_extract -l /var/core/vmkernel-zdump.1',
  ),
  step(
    'Look for this message and these frames in the knowledge base; then open a support case with the core',
    'vm-support',
  ),
];

/** In the order of their worth as given, each command once, no more than a person takes. */
export function chooseSteps(steps: readonly NextStep[]): readonly NextStep[] {
  const keyed = steps.map((each) => [each.command ?? each.title, each] as const);
  const once = new Map(keyed.toReversed());
  return keyed
    .filter(([key, each]) => once.get(key) === each)
    .map(([, each]) => each)
    .slice(0, MOST_STEPS);
}
