import type { Facts } from './facts.js';
import { step } from './facts.js';
import type { NextStep } from './verdict.js';

/** A device that a PCI Express error names. */
export interface PcieError {
  readonly line: number;
  /** `8086:1533`, `0000:3b:00.0`. */
  readonly device: string;
  /** What went wrong on the link, by the status register that the line prints; null where it prints none. */
  readonly error: string | null;
}

/** The bits of the uncorrectable error status (PCI Express base specification, advanced error reporting). */
const UNCORRECTABLE: readonly (readonly [bit: number, words: string])[] = [
  [4, 'data link protocol error'],
  [5, 'the link went down by surprise'],
  [12, 'data marked as damaged was received'],
  [13, 'flow control protocol error'],
  [14, 'a request was not completed in time'],
  [15, 'a request was refused by its receiver'],
  [16, 'an answer that nobody had asked for'],
  [17, 'the receiver overflowed'],
  [18, 'a packet was malformed'],
  [19, 'a checksum did not fit'],
  [20, 'a request that the device does not know'],
  [21, 'a request that access control forbids'],
  [22, 'an error inside the device'],
];

function errorWords(status: string | undefined): string | null {
  const bits = status === undefined ? 0 : Number(status);
  const words = UNCORRECTABLE.filter(([bit]) => ((bits >>> bit) & 1) === 1).map(([, text]) => text);
  return words.length > 0 ? words.join(', ') : null;
}

/** A form in which a device is named. The literal is looked for first, so that a long line costs nothing. */
const DEVICE_FORMS: readonly { readonly literal: string; readonly pattern: RegExp }[] = [
  // VenId:DevId   : 8086:a117
  { literal: 'VenId:DevId', pattern: /^VenId:DevId\s{0,12}: (?<device>[\da-f]{4}:[\da-f]{4})\b/i },
  // Fatal error from 0000:3b:00.0(PCI Express Endpoint), VID:15b3, DID:1017 DevSts: 0xd, AERUeSts: 0x2000.
  {
    literal: 'atal error from ',
    pattern:
      /^atal error from (?<device>[\da-fX]{4}:[\da-fX]{2}:[\da-fX]{2}\.\d) ?\(PCI[^)]{0,40}\)(?:[^.]{0,60}\bAERUeSts: ?(?<status>0x[\da-f]{1,8}))?/i,
  },
];

/** The device that a PCI Express error comes from, where some line names it. */
export function findPcieError({ text: { firstLine, lines } }: Facts): PcieError | null {
  for (const [index, text] of lines.entries()) {
    for (const { literal, pattern } of DEVICE_FORMS) {
      const at = text.indexOf(literal);
      const groups = at < 0 ? undefined : pattern.exec(text.slice(at, at + 200))?.groups;
      if (groups?.device !== undefined) {
        return { line: firstLine + index, device: groups.device, error: errorWords(groups.status) };
      }
    }
  }
  return null;
}

/** `the error comes from 0000:3b:00.0: flow control protocol error`. */
export function tellPcieError({ device, error }: PcieError): string {
  return `the error comes from ${device}${error ? `: ${error}` : ''}`;
}

/** An address on the bus that a host can be asked for: digits, none of them masked. */
const BUS_ADDRESS = /^[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d$/i;

/** Which card it is, and what to do with it. */
export function pcieSteps({ device }: PcieError, isHost: boolean): readonly NextStep[] {
  const command = isHost && BUS_ADDRESS.test(device) ? `lspci -v | grep -i -A 1 ${device}` : null;
  return [step(`Find the card at ${device}; reseat or replace it, and update its firmware`, command)];
}
