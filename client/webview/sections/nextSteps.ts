import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { element } from '../dom.js';
import { webAddress } from '../text.js';
import { copyButton, section, webLink, type Post } from './section.js';

/** What to do now, in order. */
export function drawNextSteps(steps: ReportModel['nextSteps'], post: Post): HTMLElement | null {
  const items = steps.map(({ title, command, place, url }, index) =>
    element(
      'li',
      {},
      webLink(title, url, post),
      command === null
        ? null
        : element(
            'div',
            { class: 'command' },
            place === null ? null : element('span', { class: 'command-place' }, place),
            element('code', {}, command),
            copyButton(`command-${String(index)}`, 'Copy', 'Copy this command', () => {
              post({ type: 'copyText', text: command });
            }),
          ),
    ),
  );
  return section('next-steps', 'Next steps', items.length === 0 ? [] : [element('ol', {}, ...items)]);
}

/** Articles and pages about this kind of crash. */
export function drawReferences(references: ReportModel['references'], post: Post): HTMLElement | null {
  const items = references.map(({ id, title, url }) =>
    element(
      'li',
      {},
      webLink(id, url, post),
      title === '' || title === id ? null : element('span', { class: 'reference-title' }, title),
      url !== null && webAddress(url) === null ? element('span', { class: 'reference-title' }, url) : null,
    ),
  );
  return section(
    'references',
    'References',
    items.length === 0 ? [] : [element('ul', { class: 'plain-list' }, ...items)],
  );
}
