import { PACKS, TRANSLATIONS } from './packs.js';
import type { Knowledge } from './store.js';
import { createKnowledge } from './store.js';
import type { AnyPack } from './types.js';

/** The language of the packs themselves. */
export const DEFAULT_LANGUAGE = 'en';

/** The packs' texts of one language: `ko` serves `ko-KR` too. English is no translation. */
function translationsFor(language: string): typeof TRANSLATIONS {
  const [primary] = language.toLowerCase().split('-');
  return TRANSLATIONS.filter((translation) => translation.language === primary);
}

/** What the product knows by itself, and what `own` packs add to it or put right. */
export function knowledgeWith(own: readonly AnyPack[], language: string = DEFAULT_LANGUAGE): Knowledge {
  return createKnowledge([...PACKS, ...own], translationsFor(language));
}

let knowledge: Knowledge | undefined;

/** What the product knows by itself; indexed when it is first asked for. */
export function builtinKnowledge(): Knowledge {
  knowledge ??= knowledgeWith([]);
  return knowledge;
}
