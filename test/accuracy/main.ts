/**
 * How accurate the triage is, with the counts beside every percentage. `scripts/accuracy.mjs` starts it.
 *
 *   --corpus DIR        the real logs; without it only our own texts are measured
 *   --official FILE     figures that were measured by the command line, as JSON; may be repeated
 *   --adversarial P/N   so many of the texts passed in which a naive rule is wrong
 *   --baseline FILE     what was measured before: fails where a figure is worse
 *   --update            writes what is measured now to the baseline instead
 *   --without RULE      what each figure loses without one rule; may be repeated, `all`: each rule by itself
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Rule } from '../../server/src/triage/facts.js';
import { RULES } from '../../server/src/triage/rules/index.js';
import type { RealLog } from './corpora.js';
import { readRealLogs } from './corpora.js';
import type { Figure } from './figures.js';
import { findFallen, printTable } from './figures.js';
import { readFirstCrash } from './readLog.js';
import { measureOwnSignatures, measureRealSignatures } from './signatures.js';
import type { ReadLog } from './verdicts.js';
import { calibrate, measureBlame } from './verdicts.js';

/** The corpora of systems whose crashes are triaged. */
const CORPORA = ['psod', 'windbg'] as const;

type Corpora = Readonly<Record<string, readonly RealLog[]>>;

const OWN = 'own texts';

function readCorpora(folder: string | undefined): Corpora {
  if (folder === undefined) return {};
  return Object.fromEntries(CORPORA.map((name) => [name, readRealLogs(path.join(folder, name))]));
}

function readLogs(logs: readonly RealLog[], rules: readonly Rule[]): readonly ReadLog[] {
  return logs.flatMap((log) => {
    const crash = readFirstCrash(log.text, rules);
    return crash ? [{ log, crash }] : [];
  });
}

/** What depends on the rules. */
function measureVerdicts(corpora: Corpora, rules: readonly Rule[]): readonly Figure[] {
  const read = Object.entries(corpora).map(([name, logs]) => ({ name, logs: readLogs(logs, rules) }));
  if (read.length === 0) return [];
  return [
    ...read.flatMap(({ name, logs }) => measureBlame(name, logs)),
    ...calibrate(read.flatMap(({ logs }) => logs)),
  ];
}

interface Measured {
  readonly rows: readonly { readonly metric: string; readonly hit: number; readonly of: number }[];
}

function readOfficial(file: string): readonly Figure[] {
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as Measured;
  const corpus = path.basename(file, '.json');
  return rows.map(({ metric, hit, of }) => ({ name: `${corpus}: ${metric}`, hit, of }));
}

function readAdversarial(counts: string | undefined): readonly Figure[] {
  const [passed, all] = (counts ?? '').split('/').map(Number);
  return passed !== undefined && all !== undefined ? [{ name: `${OWN}: adversarial`, hit: passed, of: all }] : [];
}

/** What the figures lose without a rule, one line each; nothing to say where none changes. */
function describeLoss(rule: Rule, corpora: Corpora, all: readonly Figure[]): string {
  const left = measureVerdicts(
    corpora,
    RULES.filter((other) => other !== rule),
  );
  const changes = all.flatMap((figure) => {
    const now = left.find(({ name }) => name === figure.name);
    if (now?.hit === figure.hit && now.of === figure.of) return [];
    return [`  ${figure.name}: ${figure.hit} of ${figure.of} -> ${now?.hit ?? 0} of ${now?.of ?? 0}`];
  });
  return [`without ${rule.name}`, ...(changes.length > 0 ? changes : ['  no figure changes'])].join('\n');
}

function ablate(names: readonly string[], corpora: Corpora): void {
  const chosen = names.includes('all') ? RULES : RULES.filter(({ name }) => names.includes(name));
  const unknown = names.filter((name) => name !== 'all' && !RULES.some((rule) => rule.name === name));
  if (unknown.length > 0) {
    const known = RULES.map(({ name }) => name).join(', ');
    throw new Error(`There is no rule ${unknown.join(', ')}; there are ${known}.`);
  }
  const all = measureVerdicts(corpora, RULES);
  console.log(printTable('with all rules', all));
  for (const rule of chosen) console.log(describeLoss(rule, corpora, all));
}

/** Without the real logs only our own texts can be compared. */
function compare(file: string, figures: readonly Figure[], hasCorpora: boolean): readonly string[] {
  const baseline = JSON.parse(readFileSync(file, 'utf8')) as readonly Figure[];
  return findFallen(figures, hasCorpora ? baseline : baseline.filter(({ name }) => name.startsWith(OWN)));
}

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    official: { type: 'string', multiple: true, default: [] },
    adversarial: { type: 'string' },
    baseline: { type: 'string', default: '' },
    update: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
  },
});

function measure(corpora: Corpora): void {
  const official = values.official.flatMap(readOfficial);
  const verdicts = measureVerdicts(corpora, RULES);
  const real = Object.values(corpora).flatMap((logs) => readLogs(logs, RULES));
  const signatures = [...measureOwnSignatures(), ...(real.length > 0 ? measureRealSignatures(real) : [])];
  const adversarial = readAdversarial(values.adversarial);
  const calibration = verdicts.filter(({ name }) => name.startsWith('calibration: '));
  if (official.length > 0) console.log(printTable('The real logs, by the command line', official));
  if (calibration.length > 0) console.log(`\n${printTable('How often a claim is right', calibration)}`);
  console.log(`\n${printTable('Signatures and adversarial texts', [...signatures, ...adversarial])}`);
  const figures = [...official, ...calibration, ...signatures, ...adversarial];
  if (values.update) {
    writeFileSync(values.baseline, `${JSON.stringify(figures, null, 2)}\n`);
    return;
  }
  const fallen = compare(values.baseline, figures, values.corpus !== undefined);
  if (fallen.length > 0) console.log(`\nWorse than before:\n${fallen.join('\n')}`);
  process.exitCode = fallen.length > 0 ? 1 : 0;
}

const corpora = readCorpora(values.corpus);
if (values.without.length > 0) ablate(values.without, corpora);
else measure(corpora);
