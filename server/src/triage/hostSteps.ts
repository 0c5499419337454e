import type { Crash } from '../model/crash.js';
import type { Facts } from './facts.js';
import { step } from './facts.js';
import { documentedCases } from './knownIssues.js';
import { productOf } from './nextSteps.js';
import { findRelease } from './release.js';
import { isThirdParty } from './suspects.js';
import type { NextStep } from './verdict.js';

/** What a host is asked with; the tools of ESX(i) changed with its generations. `NAME` stands for a driver. */
interface HostTools {
  /** Takes the log out of a core, from where that generation keeps its cores. https://kb.vmware.com/s/article/1004128 */
  readonly log: string;
  /** Shows the version of a driver; null where no command is known to. https://kb.vmware.com/s/article/1027206 */
  readonly module: string | null;
  /** Finds the package that brought a driver. */
  readonly package: string;
  /** Reads the log of the management processor; null where the host has no command for it. */
  readonly events: string | null;
}

const CLASSIC_3: HostTools = {
  log: 'vmkdump -l /root/vmkernel-zdump-*',
  module: null,
  package: 'esxupdate query',
  events: null,
};
const CLASSIC_4: HostTools = {
  log: 'vmkdump_extract -l /root/vmkernel-zdump-*',
  module: 'vmkload_mod -s NAME',
  package: 'esxupdate query',
  events: null,
};
const ESXI_4: HostTools = {
  ...CLASSIC_4,
  log: 'vmkdump_extract -l /var/core/vmkernel-zdump.1',
};
const ESXI: HostTools = {
  log: 'vmkdump_extract -l /var/core/vmkernel-zdump.1',
  module: 'esxcli system module get -m NAME',
  package: 'esxcli software vib list | grep -i NAME',
  events: 'esxcli hardware ipmi sel list',
};

/** ESX 3 and 4.0 print no version behind the product; a text without a product is taken for a host of today. */
function toolsOf({ system: { product, version } }: Crash): HostTools {
  const name = product?.value ?? '';
  if (name.includes('ESX Server')) return CLASSIC_3;
  const isOld = version ? /^[34]\./.test(version.value) : name !== '';
  if (!isOld) return ESXI;
  return name.includes('ESXi') ? ESXI_4 : CLASSIC_4;
}

/** Which version of a driver it is, and the package that brought it. */
export function hostDriverSteps(facts: Facts, module: string): readonly NextStep[] {
  const tools = toolsOf(facts.crash);
  if (!isThirdParty(facts, module)) {
    return [
      step(`${productOf(facts, module)} comes with the host: compare its build with the newest patch`, 'vmware -vl'),
    ];
  }
  return [
    step(
      `Compare the version of ${productOf(facts, module)} with its vendor's fixes`,
      tools.module?.replace('NAME', module) ?? null,
    ),
    step('Find the package that brings it', tools.package.replace('NAME', module)),
  ];
}

/** Reads the log that the core holds, for what the screen leaves out. */
export function readCoreLog({ crash }: Facts, wanted: string): NextStep {
  return step(`Extract the log from the core dump and ${wanted}`, toolsOf(crash).log);
}

/** Reads what the platform itself has logged. */
export function readEventLog({ crash }: Facts, wanted: string): NextStep {
  return step(`Read the management processor's log: ${wanted}`, toolsOf(crash).events);
}

/** Where the screen does not answer: support has the symbols to read the core with. */
export function openCase({ crash, knowledge }: Facts, title: string): NextStep {
  const isOld = findRelease(crash, knowledge)?.ended ?? false;
  return step(
    isOld ? `${title}; support for this release has ended, so ask first who still takes it` : title,
    'vm-support',
  );
}

/** Who has an article need not look for one. */
function caseWords({ crash, issues }: Facts): string {
  const [article] = documentedCases(issues).flatMap(({ issue }) => issue.references.slice(0, 1));
  if (article) return `If ${article.id} is not what happened here, open a support case with the core dump`;
  const traces = [
    ...(crash.headline.value === '' ? [] : ['this message']),
    ...(crash.stacks.some(({ frames }) => frames.length > 0) ? ['these frames'] : []),
  ];
  return `Look for ${traces.join(' and ') || 'this crash'} in the knowledge base; then open a support case with the core dump`;
}

/** What every purple screen is worth, if the screen itself does not answer. */
export function coreSteps(facts: Facts): readonly NextStep[] {
  return [readCoreLog(facts, 'read what came before the panic'), openCase(facts, caseWords(facts))];
}
