import { copyVerdict } from '../report/copyVerdict.js';
import type { Command } from './commands.js';
import { findSubject } from './subject.js';

/** Puts the verdict on the clipboard as plain text, as it goes into a ticket or a mail. */
export const copyTicket: Command = async (services, ...args) => {
  const subject = await findSubject(services.panels, args);
  if (subject !== null) await copyVerdict(services, subject.document, subject.place, 'ticket');
};
