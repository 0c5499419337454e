import type { Knowledge } from '../../knowledge/store.js';
import type { TriagedCrash } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { present } from './explanation.js';
import { findSameAddress } from './sameAddress.js';
import { printAccessedAddress } from './values.js';
import { worldWords } from './world.js';

type Explain = (value: string, triaged: TriagedCrash, knowledge: Knowledge) => readonly (Paragraph | null)[];

const meaning = (text: string): Paragraph => ({ kind: 'meaning', text });

const explainInstruction: Explain = (value, triaged) => [
  meaning('The instruction at which the exception was raised.'),
  ...findSameAddress(triaged, value.toLowerCase()),
];

const explainAddress: Explain = (value) => {
  const words = /^0x[\da-f]{1,16}$/i.test(value) ? printAccessedAddress(value, true) : null;
  return [meaning('The address that was touched.'), words === null ? null : { kind: 'here', text: `${words}.` }];
};

const explainWorldId: Explain = (_, { crash }, knowledge) => [
  meaning('The world that was running. A world is a thread of the vmkernel; the number is its id.'),
  worldWords(crash.panic?.worldName?.value ?? null, knowledge),
];

const explainWorldName: Explain = (value, _, knowledge) => [
  meaning('The name of the world that was running; a screen may cut it.'),
  worldWords(value, knowledge),
];

/** What the parts of a panic message are, by their names. */
const PARTS: Readonly<Record<string, { readonly tag: string; readonly explain: Explain }>> = {
  worldId: { tag: 'world', explain: explainWorldId },
  worldName: { tag: 'world', explain: explainWorldName },
  ip: { tag: 'instruction', explain: explainInstruction },
  address: { tag: 'accessed address', explain: explainAddress },
  file: { tag: 'source file', explain: () => [meaning('The source file whose check failed.')] },
  fileLine: { tag: 'source line', explain: () => [meaning('The line of the check in that file.')] },
};

/** Whether anything is known of a part of a message. */
export const isMessageDetail = (name: string): boolean => Object.hasOwn(PARTS, name);

/** A part of a panic message: world, instruction, address, source file. */
export function explainMessageDetail(
  triaged: TriagedCrash,
  name: string,
  value: string,
  knowledge: Knowledge,
): Explanation | null {
  const part = PARTS[name];
  if (!part) return null;
  const paragraphs = present(...part.explain(value, triaged, knowledge));
  return { title: value, tags: [part.tag], paragraphs, links: [], basis: null };
}
