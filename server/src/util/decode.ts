/** A text, or why there is none. */
export type Decoded =
  { readonly text: string } | { readonly error: { readonly code: 'EBINARY'; readonly message: string } };

/** Signatures of memory dumps, which a debugger must open first. */
const DUMPS: readonly { readonly magic: string; readonly what: string }[] = [
  { magic: 'PAGEDU64', what: 'a Windows kernel dump (PAGEDU64)' },
  { magic: 'PAGEDUMP', what: 'a Windows kernel dump (PAGEDUMP)' },
  { magic: 'MDMP', what: 'a Windows user-mode minidump (MDMP)' },
  { magic: '\u007fELF', what: 'an ELF file, perhaps a kernel core' },
  { magic: 'KDUMP   ', what: 'a compressed Linux kernel dump (KDUMP)' },
];

const HOW_TO: Readonly<Record<string, string>> = {
  PAGEDU64: ' Open it in WinDbg and save the output of !analyze -v with .logopen.',
  PAGEDUMP: ' Open it in WinDbg and save the output of !analyze -v with .logopen.',
  MDMP: ' Open it in WinDbg; Dump Lens reads kernel crashes.',
};

/** How much of a file is looked at to tell text from data, in bytes. */
const PROBE = 4096;

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** UTF-16 is told by its mark, or by zeros in every second byte. */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const probe = bytes.subarray(0, Math.min(bytes.length & ~1, PROBE));
  const zeros = [0, 0];
  probe.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = probe.length * 0.4;
  if (probe.length < 8) return null;
  if (odd > most && even < probe.length * 0.05) return 'utf-16le';
  return even > most && odd < probe.length * 0.05 ? 'utf-16be' : null;
}

/** Decodes a file's bytes: UTF-8, or UTF-16 in either order; a memory dump or other data is refused with a clear word. */
export function decodeText(bytes: Uint8Array): Decoded {
  const head = latin1(bytes.subarray(0, 8));
  const dump = DUMPS.find(({ magic }) => head.startsWith(magic));
  if (dump) {
    const how = HOW_TO[dump.magic] ?? '';
    return { error: { code: 'EBINARY', message: `This is ${dump.what}, not text.${how}` } };
  }
  const order = utf16Order(bytes);
  if (order) return { text: new TextDecoder(order).decode(bytes) };
  if (bytes.subarray(0, PROBE).includes(0)) {
    return { error: { code: 'EBINARY', message: 'This is a binary file, not text.' } };
  }
  return { text: new TextDecoder('utf-8').decode(bytes) };
}
