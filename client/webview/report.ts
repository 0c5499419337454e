/** The report page: takes reports from the extension, draws them, and sends back what the reader asks for. */
import type { PageRequest, PageUpdate } from '../src/report/messages.js';
import type { PageState } from '../src/report/pageState.js';
import type { ReportModel } from '../../server/src/report/reportModel.js';
import { announce, liveRegion } from './live.js';
import { drawRemark, drawReport } from './page.js';
import { foldedOtherwise, unfoldAsBefore } from './folds.js';
import { serialiseReport } from './saved.js';

declare function acquireVsCodeApi(): {
  postMessage(request: PageRequest): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const editor = acquireVsCodeApi();
const post = (request: PageRequest): void => {
  editor.postMessage(request);
};

/** What is drawn at the moment, without the version of the text: an edit elsewhere changes nothing here. */
let drawn = '';
/** The report that is drawn; null: there is none. */
let shown: ReportModel | null = null;

window.addEventListener('message', ({ data }: MessageEvent<PageUpdate>) => {
  if (data.type !== 'serialise') show(data);
  else if (shown !== null) post({ type: 'serialised', content: serialiseReport(shown) });
});

window.addEventListener('scroll', () => {
  remember({ scroll: window.scrollY });
});

// The event of a fold does not rise, but it can be caught on its way down.
document.addEventListener('toggle', () => remember({ folds: foldedOtherwise(document.body) }), { capture: true });

post({ type: 'ready' });

function remember(change: Partial<PageState>): void {
  const state = editor.getState();
  if (state !== undefined && shown !== null) editor.setState({ ...state, ...change });
}

function show(update: Exclude<PageUpdate, { type: 'serialise' }>): void {
  const content = JSON.stringify(update.type === 'report' ? { ...update.model, version: 0 } : update);
  if (content === drawn) return;
  drawn = content;
  if (update.type === 'report') showReport(update.model);
  else showRemark(update.uri, update.text);
}

/** A page that was reloaded shows the report as the reader has left it. */
function showReport(model: ReportModel): void {
  const { uri, index } = model;
  const state = editor.getState();
  const isFirst = shown === null;
  const isSame = state?.uri === uri && state.index === index;
  const scroll = !isSame ? 0 : isFirst ? state.scroll : window.scrollY;
  const folds = state?.folds ?? [];
  const focusKey = document.activeElement?.getAttribute('data-focus-key') ?? null;
  const main = drawReport(model, post);
  unfoldAsBefore(main, folds);
  document.body.replaceChildren(main, liveRegion);
  shown = model;
  editor.setState({ uri, index, scroll, folds });
  scrollTo(scroll);
  if (focusKey !== null) focusOn(focusKey);
  if (!isFirst && !isSame) announce(`Crash ${String(index + 1)}: ${model.headline}`);
}

/** What is remembered stays: the report may come back. */
function showRemark(uri: string, text: string): void {
  shown = null;
  document.body.replaceChildren(drawRemark(text), liveRegion);
  if (editor.getState() === undefined) editor.setState({ uri, index: 0, scroll: 0, folds: [] });
}

/** Once more when the page is painted: one that is still hidden has no height to scroll in. */
function scrollTo(scroll: number): void {
  window.scrollTo(0, scroll);
  requestAnimationFrame(() => {
    window.scrollTo(0, scroll);
  });
}

function focusOn(focusKey: string): void {
  document.querySelector<HTMLElement>(`[data-focus-key="${CSS.escape(focusKey)}"]`)?.focus({ preventScroll: true });
}
