import type { SimilarCrash } from '../../../server/src/report/reportModel.js';
import { element } from '../dom.js';
import { lineButton, section, type Post } from './section.js';

/** The same crash in the documents that are open. A saved report goes without: it would name files of others. */
export function drawSimilar(similar: readonly SimilarCrash[], post: Post): HTMLElement | null {
  const items = similar.map(({ uri, document, headline, line, index }) => {
    const words = element('span', {}, element('span', { class: 'document' }, document), ` ${headline}`);
    return element(
      'li',
      {},
      lineButton(`similar:${uri}:${String(index)}`, line, words, () => {
        post({ type: 'openSimilar', uri, line });
      }),
    );
  });
  const drawn = section(
    'similar',
    'The same crash, open here',
    items.length === 0 ? [] : [element('ul', { class: 'plain-list' }, ...items)],
  );
  drawn?.classList.add('screen-only');
  return drawn;
}
