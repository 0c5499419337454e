import { copyVerdict } from '../report/copyVerdict.js';
import type { Command } from './commands.js';
import { findSubject } from './subject.js';

/** Puts the verdict on the clipboard as Markdown. */
export const copyMarkdown: Command = async (services, ...args) => {
  const subject = await findSubject(services.panels, args);
  if (subject !== null) await copyVerdict(services, subject.document, subject.place, 'markdown');
};
