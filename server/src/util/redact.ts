/**
 * Takes out of lines of a log what tells of a host, a person or a network, and puts something neutral in its place that
 * has the same form, so that the lines can still be read as what they are.
 */

/** A number that stands where an address stood: the same for the same address, in the order in which they are met. */
class Numbering {
  private readonly known = new Map<string, number>();

  of(text: string): number {
    const number = this.known.get(text) ?? this.known.size + 1;
    this.known.set(text, number);
    return number;
  }
}

/** A shorter number counts or flags something; all ones, all zeros and an NTSTATUS mean something too. */
const SHORTEST_ADDRESS = 6;
const SAYS_SOMETHING = /^(?:f+|0+|(?:f{8})?[c84]000[\da-f]{4})$/i;

/** What tells the kernel's half of the address space from the other, and an address from a small number. */
const FRONT = /^(?:f{4,}[\da-f]?|0*[\da-f])/i;

/** As many digits as before, the ones in front among them. */
function neutralDigits(digits: string, numbers: Numbering): string {
  if (SAYS_SOMETHING.test(digits) || digits.replace(/^0+/, '').length < SHORTEST_ADDRESS) return digits;
  const front = FRONT.exec(digits)?.[0] ?? '';
  const rest = digits.length - front.length;
  return front + numbers.of(digits).toString(16).padStart(rest, '0').slice(-rest);
}

interface Rule {
  readonly pattern: RegExp;
  readonly neutral: (found: RegExpMatchArray, numbers: Numbering) => string;
}

const group = ({ groups }: RegExpMatchArray, name: string): string => groups?.[name] ?? '';

/** Applied one after the other; the longer form before the shorter one. */
const RULES: readonly Rule[] = [
  // When it was logged, on which CPU and by which world: `2021-03-18T06:42:17.318Z cpu7:2097321)`.
  { pattern: /^(?:\S{1,40} {1,4}){0,2}cpu\d{1,4}:\d{1,12}\)\s{0,4}/g, neutral: () => '' },
  { pattern: /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, neutral: () => '00000000-0000-0000-0000-000000000000' },
  { pattern: /\b[\da-f]{2}(?:[:-][\da-f]{2}){5}\b/gi, neutral: () => '00:00:5e:00:53:01' },
  // The version of a driver has four parts too; it stands behind a name or has larger parts.
  { pattern: /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\D)|(?![\w.]))){4}/g, neutral: () => '192.0.2.1' },
  { pattern: /\b(?:[\da-f]{1,4}:){7}[\da-f]{1,4}\b/gi, neutral: () => '2001:db8::1' },
  { pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, neutral: () => 'user@host.example' },
  {
    pattern: /\b(?:[\w-]{1,63}\.){1,8}(?:com|net|org|local|lan|corp|internal|intra|home)\b(?![\w.-])/gi,
    neutral: () => 'host.example',
  },
  { pattern: /(?<path>\b[A-Z]:\\Users\\|\/home\/)[^\\/\s]{1,64}/gi, neutral: (found) => `${group(found, 'path')}user` },
  {
    pattern:
      /(?<label>\b(?:serial(?: ?(?:number|no\.?))?|user(?: ?name)?|host(?: ?name)?|computer(?: ?name)?) {0,4}[:=] {0,4})\S{1,80}/gi,
    neutral: (found) => `${group(found, 'label')}none`,
  },
  // `in world 2097321:web server 01 IP 0x...`
  {
    pattern: /\bworld \d{1,12}:\S{1,40}(?:(?: \S{1,20}){1,3}?(?=\s+(?:ip|@) ))?/gi,
    neutral: () => 'world 1000:world',
  },
  // `world 2097321`, `cpu3:2097321)`, `3:2097321/vmm0:web01`
  {
    pattern: /(?<label>\bworld |\bcpu\d{1,4}:|\b\d{1,4}:)\d{3,10}\b/gi,
    neutral: (found) => `${group(found, 'label')}1000`,
  },
  {
    pattern: /(?<part>\b(?:vmm\d{1,3}|mks|vmx|vmx-vcpu-\d{1,3}|svga|vthread-\d{1,3}):)[^\s,)/]{1,80}/gi,
    neutral: (found) => `${group(found, 'part')}vm`,
  },
  {
    pattern: /(?<![\w`])(?<prefix>0x)?(?<high>[\da-f]{8})`(?<low>[\da-f]{8})\b/gi,
    neutral: (found, numbers) => {
      const digits = group(found, 'high') + group(found, 'low');
      const neutral = neutralDigits(digits, numbers);
      return `${group(found, 'prefix')}${neutral.slice(0, 8)}\`${neutral.slice(8)}`;
    },
  },
  {
    pattern: /(?<![\w+`-]|build )(?<prefix>0x)?(?<digits>[\da-f]{16}|(?<=0x)[\da-f]{6,15}|[\da-f]{8})(?![\w`])/gi,
    neutral: (found, numbers) => group(found, 'prefix') + neutralDigits(group(found, 'digits'), numbers),
  },
];

/** Lines without what tells whose they are; the same thing becomes the same in all of them. */
export function redactLines(lines: readonly string[]): readonly string[] {
  const numbers = new Numbering();
  return lines.map((line) =>
    RULES.reduce((text, { pattern, neutral }) => {
      let redacted = '';
      let from = 0;
      for (const found of text.matchAll(pattern)) {
        redacted += text.slice(from, found.index) + neutral(found, numbers);
        from = found.index + found[0].length;
      }
      return redacted + text.slice(from);
    }, line),
  );
}
