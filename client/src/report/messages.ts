/** What the report page and the extension say to each other. */
import type { ReportModel } from '../../../server/src/report/reportModel.js';

/** From the page to the extension. */
export type PageRequest =
  /** The page is loaded and has nothing to show yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'revealLine'; readonly line: number }
  /** "Go to definition" from the symbol of the frame that the report calls `label`. */
  | { readonly type: 'goToDefinition'; readonly line: number; readonly label: string }
  | { readonly type: 'copyVerdict'; readonly format: 'ticket' | 'markdown' }
  | { readonly type: 'copyText'; readonly text: string }
  | { readonly type: 'openLink'; readonly url: string }
  | { readonly type: 'chooseCrash'; readonly index: number }
  /** Shows a crash that the report lists as similar. */
  | { readonly type: 'openSimilar'; readonly uri: string; readonly line: number }
  | { readonly type: 'saveReport' }
  /** The answer to `serialise`: the report as markup without anything to press. */
  | { readonly type: 'serialised'; readonly content: string };

/** From the extension to the page. */
export type PageUpdate =
  | { readonly type: 'report'; readonly model: ReportModel }
  /** There is no report to show for this document, and why. */
  | { readonly type: 'remark'; readonly uri: string; readonly text: string }
  /** Asks for the report that is shown as markup. */
  | { readonly type: 'serialise' };
