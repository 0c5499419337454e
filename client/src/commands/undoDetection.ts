import type { Command } from './commands.js';
import { findSubject } from './subject.js';

/** Treats the document as what it was before it was taken for a dump, now and whenever it is opened again. */
export const undoDetection: Command = async (services, ...args) => {
  const subject = await findSubject(services.panels, args);
  if (subject !== null) await services.detector.undo(subject.document);
};
