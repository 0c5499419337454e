/** What the report page and the extension say to each other. */
import type { ReportModel } from '../../../server/src/report/reportModel.js';

/** From the page to the extension. */
export type PageRequest =
  /** The page is loaded and has nothing to show yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'revealLine'; readonly line: number }
  /** "Go to definition" from the symbol of the frame that the report calls `label`. */
  | { readonly type: 'goToDefinition'; readonly line: number; readonly label: string }
  | { readonly type: 'copyVerdict'; readonly format: 'markdown' | 'json' }
  | { readonly type: 'copyText'; readonly text: string }
  | { readonly type: 'openLink'; readonly url: string }
  | { readonly type: 'chooseCrash'; readonly index: number };

/** From the extension to the page. */
export type PageUpdate =
  | { readonly type: 'report'; readonly model: ReportModel }
  /** There is no report to show for this document, and why. */
  | { readonly type: 'remark'; readonly uri: string; readonly text: string };
