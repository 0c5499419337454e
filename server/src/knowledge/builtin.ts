import { builtinPacks } from './packs.js';
import type { Knowledge } from './store.js';
import { createKnowledge } from './store.js';
import type { AnyPack } from './types.js';

/** The language of the packs themselves. */
export const DEFAULT_LANGUAGE = 'en';

/** What the product knows by itself, and what `own` packs add to it or put right; `ko` serves `ko-KR` too. */
export function knowledgeWith(own: readonly AnyPack[], language: string = DEFAULT_LANGUAGE): Knowledge {
  const { packs, translations } = builtinPacks();
  const [primary] = language.toLowerCase().split('-');
  return createKnowledge(
    [...packs, ...own],
    translations.filter((translation) => translation.language === primary),
  );
}

let knowledge: Knowledge | undefined;

/** What the product knows by itself; indexed when it is first asked for. */
export function builtinKnowledge(): Knowledge {
  knowledge ??= knowledgeWith([]);
  return knowledge;
}
