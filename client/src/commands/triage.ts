import { requestReport } from '../report/requestReport.js';
import type { Command } from './commands.js';
import { findSubject } from './subject.js';
import { tellNoCrash } from '../tellNoCrash.js';

/** Opens the report of a crash beside its text; a document without one gets a word, and no empty page. */
export const triage: Command = async (services, ...args) => {
  const subject = await findSubject(services.panels, args);
  if (subject === null) return;
  const { document, place } = subject;
  const { model, remark } = await requestReport(services, document, place);
  if (model === null) tellNoCrash(document, remark);
  else await services.panels.show(document.uri, { index: model.index });
};
