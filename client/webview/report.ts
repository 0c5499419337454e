/** The report page: takes reports from the extension, draws them, and sends back what the reader asks for. */
import type { PageRequest, PageUpdate } from '../src/report/messages.js';
import type { PageState } from '../src/report/pageState.js';
import { drawRemark, drawReport } from './page.js';

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

window.addEventListener('message', (event: MessageEvent<PageUpdate>) => {
  show(event.data);
});

window.addEventListener('scroll', () => {
  const state = editor.getState();
  if (state !== undefined) editor.setState({ ...state, scroll: window.scrollY });
});

post({ type: 'ready' });

function show(update: PageUpdate): void {
  const content = JSON.stringify(update.type === 'report' ? { ...update.model, version: 0 } : update);
  if (content === drawn) return;
  drawn = content;
  const remembered = editor.getState();
  const isFirst = document.querySelector('main') === null;
  const scroll = isFirst ? (remembered?.scroll ?? 0) : window.scrollY;
  const focusKey = document.activeElement?.getAttribute('data-focus-key') ?? null;
  document.body.replaceChildren(update.type === 'report' ? drawReport(update.model, post) : drawRemark(update.text));
  window.scrollTo(0, scroll);
  if (focusKey !== null) focusOn(focusKey);
  const { uri, index } = update.type === 'report' ? update.model : { uri: update.uri, index: 0 };
  editor.setState({ uri, index, scroll });
}

function focusOn(focusKey: string): void {
  document.querySelector<HTMLElement>(`[data-focus-key="${CSS.escape(focusKey)}"]`)?.focus({ preventScroll: true });
}
