/** What the packs of the product have to keep beyond their form: looked up in one go, over all files. */

/** @typedef {import('../../server/src/knowledge/types.js').AnyPack} AnyPack */
/** @typedef {import('../../server/src/knowledge/types.js').SymbolEntry} SymbolEntry */
/** @typedef {import('../../server/src/knowledge/types.js').Translation} Translation */
/** @typedef {import('../../server/src/packs/readPack.js').ReadPack} ReadPack */
/** @typedef {import('../../server/src/packs/parsePack.js').ParsedPack} ParsedPack */
/** @typedef {import('../../server/src/model/position.js').Range} Range */

/** The parts of the sources that the checks need. */
/** @typedef {{ keyOfEntry: typeof import('../../server/src/packs/checks.js').keyOfEntry }} Keys */
/** @typedef {{ rangeOf: typeof import('../../server/src/packs/places.js').rangeOf }} Places */

/** A fault, and where it stands. */
/** @typedef {{ file: string, range: Range, message: string }} Fault */

/** @typedef {AnyPack['entries'][number]} Entry */

/** Hosts whose pages have moved without a way to the new place. */
const DEAD_HOSTS = new Set([
  'blogs.msdn.com',
  'blogs.msdn.microsoft.com',
  'blogs.technet.com',
  'blogs.technet.microsoft.com',
  'connect.microsoft.com',
  'pubs.vmware.com',
  'social.msdn.microsoft.com',
  'social.technet.microsoft.com',
]);

/** @param {ReadPack} read @returns {readonly Entry[]} */
const entriesOf = ({ pack }) => pack?.entries ?? [];

/** @param {ReadPack} read @param {string} id @param {string} message @returns {Fault} */
const faultAt = (read, id, message) => ({ file: read.uri, range: read.rangeOfEntry(id), message });

/**
 * Faults that are found in one file: hints count too, because an entry that others rely on has a sample.
 * @param {ReadPack} read
 * @returns {readonly Fault[]}
 */
function ownFaults(read) {
  return read.problems.map(({ range, message }) => ({ file: read.uri, range, message }));
}

/** @param {ReadPack} read @returns {readonly Fault[]} */
function patternsWithoutSample(read) {
  if (read.pack?.pack !== 'symbols') return [];
  const wrong = read.pack.entries.filter(
    ({ module, symbol, sample, counterSample }) =>
      `${module ?? ''}${symbol}`.includes('*') && (sample === undefined || counterSample === undefined),
  );
  return wrong.map(({ id }) => faultAt(read, id, 'A pattern needs a sample and a counter-sample.'));
}

/** @param {unknown} value @returns {readonly string[]} */
function addressesIn(value) {
  if (typeof value === 'string') return /^https?:/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(addressesIn) : [];
}

/** @param {ReadPack} read @returns {readonly Fault[]} */
function deadLinks(read) {
  return entriesOf(read).flatMap((entry) =>
    addressesIn(entry)
      .filter((address) => URL.canParse(address) && DEAD_HOSTS.has(new URL(address).hostname))
      .map((address) => faultAt(read, entry.id, `${address} leads nowhere any more.`)),
  );
}

/**
 * Two files that speak of the same thing: only one of them is heard.
 * @param {readonly ReadPack[]} packs
 * @param {Keys} sources
 * @returns {readonly Fault[]}
 */
function saidTwice(packs, { keyOfEntry }) {
  /** @type {Map<string, string>} */
  const places = new Map();
  return packs.flatMap((read) => {
    const { pack } = read;
    if (!pack) return [];
    return entriesOf(read).flatMap((entry) => {
      const keys = [entry.id, keyOfEntry(pack.pack, entry)].filter((key) => key !== null);
      const names = [...new Set(keys)].map((key) => `${pack.system} ${pack.pack} ${key}`);
      const other = names.map((name) => places.get(name)).find((place) => place !== undefined && place !== read.uri);
      for (const name of names) places.set(name, read.uri);
      return other === undefined ? [] : [faultAt(read, entry.id, `${entry.id} is in ${other} too.`)];
    });
  });
}

/** @param {readonly ReadPack[]} packs @returns {readonly Fault[]} */
function packsOfOneName(packs) {
  return packs.flatMap((read, index) => {
    const other = packs.slice(0, index).find(({ pack }) => pack !== null && pack.id === read.pack?.id);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return other ? [{ file: read.uri, range, message: `The pack in ${other.uri} has the same id.` }] : [];
  });
}

/**
 * Texts in another language whose English is gone.
 * @param {{ uri: string, parsed: ParsedPack }} file
 * @param {readonly ReadPack[]} packs
 * @param {Places} sources
 * @returns {readonly Fault[]}
 */
function translationFaults({ uri, parsed }, packs, { rangeOf }) {
  const { value, places, problems } = parsed;
  if (problems.length > 0) return problems.map(({ range, message }) => ({ file: uri, range, message }));
  const translation = /** @type {Translation} */ (value);
  const pack = packs.find((read) => read.pack?.id === translation.translates);
  if (!pack) {
    return [{ file: uri, range: rangeOf(places, ['translates']), message: 'There is no pack of this id.' }];
  }
  const english = new Map(entriesOf(pack).map((entry) => [entry.id, entry]));
  return Object.entries(translation.entries).flatMap(([id, texts]) => {
    const entry = english.get(id);
    if (!entry) return [{ file: uri, range: rangeOf(places, ['entries', id], true), message: `${id} is gone.` }];
    return Object.keys(texts)
      .filter(
        (field) => typeof (/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (entry))[field]) !== 'string',
      )
      .map((field) => ({
        file: uri,
        range: rangeOf(places, ['entries', id, field], true),
        message: `${id} has no text called ${field}.`,
      }));
  });
}

/**
 * Everything that is wrong with the packs of the product.
 * @param {readonly ReadPack[]} packs
 * @param {readonly { uri: string, parsed: ParsedPack }[]} translations
 * @param {Keys & Places} sources
 * @returns {readonly Fault[]}
 */
export function checkBuiltinPacks(packs, translations, sources) {
  return [
    ...packs.flatMap((read) => [...ownFaults(read), ...patternsWithoutSample(read), ...deadLinks(read)]),
    ...packsOfOneName(packs),
    ...saidTwice(packs, sources),
    ...translations.flatMap((file) => translationFaults(file, packs, sources)),
  ];
}

/**
 * What is wrong with packs of somebody else; what could only be better is left to their editor.
 * @param {readonly ReadPack[]} packs
 * @returns {readonly Fault[]}
 */
export function checkOtherPacks(packs) {
  return packs.flatMap((read) =>
    ownFaults({ ...read, problems: read.problems.filter(({ severity }) => severity !== 'hint') }),
  );
}
