import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { element } from '../dom.js';
import { section } from './section.js';

type Counterpart = ReportModel['counterparts'][number];

const SYSTEMS = [
  { key: 'esxi', label: 'ESXi' },
  { key: 'windows', label: 'Windows' },
  { key: 'linux', label: 'Linux' },
] as const satisfies readonly { key: keyof Counterpart; label: string }[];

/** The same idea in the other kernels: for who learns, so it is folded. On a narrow page each row becomes a block, so every cell knows its column. */
export function drawCounterparts(counterparts: readonly Counterpart[]): HTMLElement | null {
  if (counterparts.length === 0) return null;
  const table = element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, element('span', { class: 'visually-hidden' }, 'Idea')),
        ...SYSTEMS.map(({ label }) => element('th', { scope: 'col' }, label)),
      ),
    ),
    element('tbody', {}, ...counterparts.map(drawRow)),
  );
  return section('counterparts', 'The same idea on other systems', [table], false);
}

function drawRow(counterpart: Counterpart): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, counterpart.idea),
    ...SYSTEMS.map(({ key, label }) => element('td', { 'data-system': label }, counterpart[key])),
  );
}
