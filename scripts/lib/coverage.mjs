/** How much of what stands in logs the packs know: counting, and nothing else. */

/** @typedef {import('../../server/src/knowledge/store.js').Knowledge} Knowledge */
/** @typedef {import('../../server/src/knowledge/store.js').System} System */
/** @typedef {import('../../server/src/triage/case.js').Case} Case */
/** @typedef {import('../../server/src/triage/verdict.js').ReadFrame} ReadFrame */
/** @typedef {import('../../server/src/triage/verdict.js').TriagedCrash} TriagedCrash */

/**
 * What a frame is counted as. The first four are the kernel's frames that print a function; the others are no gap in
 * the packs, whatever they print.
 */
export const FRAME_CLASSES = /** @type {const} */ ([
  'exact',
  'byName',
  'pattern',
  'module',
  'unknown',
  'userMode',
  'distrusted',
  'noSymbol',
]);

/** @typedef {(typeof FRAME_CLASSES)[number]} FrameClass */

/** Frames that a share is taken of. */
const COUNTED = /** @type {const} */ (['exact', 'byName', 'pattern', 'module', 'unknown']);

/** Things that are counted as names: how often each was met, and whether the packs know it. */
/** @typedef {{ count: number, known: boolean }} Met */
/** @typedef {Map<string, Met>} Names */

/**
 * @typedef {object} SystemCoverage
 * @property {number} crashes
 * @property {Record<FrameClass, number>} frames
 * @property {Names} symbols
 * @property {Names} modules
 * @property {Names} bugChecks
 * @property {Names} messages
 */

/** @type {Readonly<Record<string, System>>} */
const SYSTEM_OF_DIALECT = { psod: 'esxi', windbg: 'windows', linux: 'linux' };

/** Modules of user mode that stand below the kernel's frames on the stack of a program's thread. */
const USER_MODULES = new Set([
  'ntdll',
  'kernel32',
  'kernelbase',
  'user32',
  'gdi32',
  'gdi32full',
  'win32u',
  'wow64',
  'wow64cpu',
  'wow64win',
  'combase',
  'rpcrt4',
  'sechost',
  'ucrtbase',
  'msvcrt',
]);

/** Modules that are never of user mode. */
const KERNEL_MODULES = new Set(['nt', 'ntoskrnl', 'ntkrnlmp', 'ntkrnlpa', 'ntkrpamp', 'hal', 'win32k']);

/** Addresses of programs lie in the lower half: of 64 bits where sixteen digits are printed, else of 32. */
const HALF_OF_64_BITS = 0x0000_8000_0000_0000n;
const HALF_OF_32_BITS = 0x8000_0000n;

/** @returns {SystemCoverage} */
function createCoverage() {
  return {
    crashes: 0,
    frames: /** @type {Record<FrameClass, number>} */ (Object.fromEntries(FRAME_CLASSES.map((name) => [name, 0]))),
    symbols: new Map(),
    modules: new Map(),
    bugChecks: new Map(),
    messages: new Map(),
  };
}

/** @param {Names} names @param {string} name @param {boolean} known */
function meet(names, name, known) {
  const met = names.get(name) ?? { count: 0, known };
  names.set(name, { ...met, count: met.count + 1 });
}

/** @param {string} printed  an address as printed in a column of a stack */
function isUserAddress(printed) {
  const digits = printed.replace(/^0x/i, '').replace('`', '');
  if (!/^[\da-f]{8,16}$/i.test(digits)) return false;
  return BigInt(`0x${digits}`) < (digits.length > 8 ? HALF_OF_64_BITS : HALF_OF_32_BITS);
}

/** @param {ReadFrame} read */
function bringsUserMode({ frame }) {
  const onUserStack = frame.stackAddress !== null && isUserAddress(frame.stackAddress.value);
  return onUserStack || USER_MODULES.has(frame.module?.value.toLowerCase() ?? '');
}

/**
 * The frames that ran in user mode. Below a frame of user mode all is of user mode, whatever its module, up to a
 * frame of the kernel proper: that one had called a program back.
 * @param {readonly ReadFrame[]} frames  newest first
 * @param {System} system
 */
function findUserMode(frames, system) {
  /** @type {Set<ReadFrame>} */
  const found = new Set();
  if (system !== 'windows') return found;
  let inUserMode = false;
  for (const read of frames) {
    const module = read.frame.module?.value.toLowerCase() ?? '';
    if (bringsUserMode(read)) inUserMode = true;
    else if (KERNEL_MODULES.has(module)) inUserMode = false;
    if (inUserMode) found.add(read);
  }
  return found;
}

/**
 * @param {ReadFrame} read  a frame of the kernel
 * @param {System} system
 * @param {Knowledge} knowledge
 * @returns {FrameClass}
 */
function classifyFrame(read, system, knowledge) {
  const { symbol, module } = read.frame;
  if (!symbol) return 'noSymbol';
  if (read.distrust && read.distrust.kind !== 'end') return 'distrusted';
  const entry = knowledge.symbol(system, module?.value ?? null, symbol.value);
  if (!entry) return module && knowledge.module(system, module.value) ? 'module' : 'unknown';
  if (`${entry.module ?? ''}${entry.symbol}`.includes('*')) return 'pattern';
  return entry.basis === 'inferred-from-name' ? 'byName' : 'exact';
}

/**
 * @param {SystemCoverage} coverage
 * @param {ReadFrame} read
 * @param {System} system
 * @param {Knowledge} knowledge
 */
function countFrame(coverage, read, system, knowledge) {
  const { symbol, module } = read.frame;
  const counted = classifyFrame(read, system, knowledge);
  coverage.frames[counted] += 1;
  if (module) meet(coverage.modules, module.value, knowledge.module(system, module.value) !== null);
  if (!symbol || counted === 'distrusted') return;
  const name = module ? `${module.value}!${symbol.value}` : symbol.value;
  meet(coverage.symbols, name, counted === 'exact' || counted === 'byName');
}

/**
 * @param {SystemCoverage} coverage
 * @param {readonly ReadFrame[]} frames
 * @param {System} system
 * @param {Knowledge} knowledge
 */
function countStack(coverage, frames, system, knowledge) {
  const userMode = findUserMode(frames, system);
  coverage.frames.userMode += userMode.size;
  for (const read of frames) if (!userMode.has(read)) countFrame(coverage, read, system, knowledge);
}

/** @param {SystemCoverage} coverage @param {TriagedCrash} triaged @param {Knowledge} knowledge */
function countCrash(coverage, { crash, verdict }, knowledge) {
  coverage.crashes += 1;
  if (crash.bugCheck) {
    const { code, name } = crash.bugCheck;
    const title = [code.value, name?.value].filter(Boolean).join(' ');
    meet(coverage.bugChecks, title, knowledge.bugCheck(code.value) !== null);
  }
  if (crash.message) meet(coverage.messages, crash.message.text.value, verdict.references.length > 0);
}

/**
 * Counts what the cases of many logs hold, by system; systems that no log is of are left out.
 * @param {Iterable<Case>} cases
 * @returns {ReadonlyMap<System, SystemCoverage>}
 */
export function measureCoverage(cases) {
  /** @type {Map<System, SystemCoverage>} */
  const coverages = new Map();
  for (const { crashes, knowledge } of cases) {
    for (const triaged of crashes) {
      const system = SYSTEM_OF_DIALECT[triaged.crash.dialect];
      if (!system) continue;
      const coverage = coverages.get(system) ?? createCoverage();
      coverages.set(system, coverage);
      countCrash(coverage, triaged, knowledge);
      for (const { frames } of triaged.stacks) countStack(coverage, frames, system, knowledge);
    }
  }
  return coverages;
}

/**
 * How many frames a share is taken of, and the two shares that a bar can be set for.
 * @param {SystemCoverage} coverage
 */
export function sharesOf({ frames }) {
  const total = COUNTED.reduce((sum, name) => sum + frames[name], 0);
  const exact = frames.exact + frames.byName;
  return { total, exact: exact / Math.max(total, 1), known: (exact + frames.pattern) / Math.max(total, 1) };
}

/**
 * What is not known, the most frequent first; names that are met as often in the order of the alphabet.
 * @param {Names} names
 * @param {number} most
 * @returns {readonly (readonly [string, number])[]}
 */
export function mostFrequentUnknown(names, most) {
  const unknown = [...names].flatMap(([name, { count, known }]) =>
    known ? [] : [/** @type {const} */ ([name, count])],
  );
  return unknown
    .sort(([left, often], [right, oftener]) => oftener - often || (left < right ? -1 : Number(left > right)))
    .slice(0, most);
}
