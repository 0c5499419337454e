import { capitalise } from '../facts.js';
import { bankStatusWords } from '../bankStatus.js';
import type { Explanation } from './explanation.js';

/** The status of a bank of machine-check registers, read bit by bit. */
export function explainBankStatus(printed: string): Explanation {
  return {
    title: printed,
    tags: ['machine check'],
    paragraphs: [
      {
        kind: 'meaning',
        text: 'What one bank of the processor reports of an error (MCi_STATUS). It speaks of the hardware, of no driver.',
      },
      { kind: 'here', text: `${capitalise(bankStatusWords(BigInt(printed)))}.` },
    ],
    links: [],
    basis: 'documented',
  };
}
