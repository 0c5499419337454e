/** The same crash on another host, at another time and in another wrapping. None of it is another crash. */
import { DISGUISES } from '../helpers/disguises.js';

export interface Variant {
  readonly name: string;
  readonly put: (text: string) => string;
}

const eachLine = (text: string, change: (line: string, index: number) => string): string =>
  text.split('\n').map(change).join('\n');

/** As many digits as before: the places of a table stay where they are. */
function shiftHex(digits: string, by: bigint): string {
  const limit = 16n ** BigInt(digits.length);
  return ((BigInt(`0x${digits}`) + by) % limit).toString(16).padStart(digits.length, '0');
}

/** Addresses are long; zero and all ones are not addresses, and an exception code has a meaning. */
const ADDRESS = /(?<![\w`#])(0x|ffff[\da-f]{4}`?)(?!0+\b|f+\b|c0000[\da-f]{3}\b)([\da-f]{6,16})\b/gi;
const SYMBOL_OFFSET = /(?<=[\w>)@]\+0x)([\da-f]{1,5})\b/gi;

const moveAddresses = (text: string): string =>
  text.replaceAll(ADDRESS, (_, head: string, digits: string) => head + shiftHex(digits, 0x11100n));

/** A patch moves code by some bytes; where an offset is far beyond a function it stays so. */
const patch = (text: string): string =>
  text.replaceAll(SYMBOL_OFFSET, (digits) => shiftHex(digits, 4n).padStart(1, '0'));

const MORE_CPUS = 8;

/** `PCPU 3`, `pcpu 3`, `cpu3:`, the rows of a PCPU list, and the CPU of a debugger's prompt. */
const onOtherCpus = (text: string): string =>
  text
    .replaceAll(/(?<=\bp?cpu ?)\d{1,3}\b/gi, (cpu) => String(Number(cpu) + MORE_CPUS))
    .replaceAll(/(?<=(?:^|\s)\*?)\d{1,3}(?=:\d{4,7}\/)/gm, (cpu) => String(Number(cpu) + MORE_CPUS))
    .replaceAll(/^\d{1,2}(?=: kd> )/gm, (cpu) => String(Number(cpu) + MORE_CPUS));

const inOtherWorlds = (text: string): string =>
  text.replaceAll(/(?<=world ?|\d:|cpu\d{1,3}:)\d{4,7}(?=[/:)\s])/gi, (world) => String(Number(world) + 1111));

const atAnotherTime = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g, '2019-03-02T01:02:03')
    .replaceAll(/(?<=uptime: )[\d:.]+/gi, '3:02:01:00.123')
    .replaceAll(/(?<=(?:TSC|ptime): )\d+/g, '123456789012345')
    .replaceAll(/(?<=System Uptime: )\d+ days [\d:.]+/g, '7 days 1:02:03.456')
    .replaceAll(/(?<=Debug session time: ).*/g, 'Sat Mar  2 01:02:03.456 2019 (UTC + 1:00)');

/** Other virtual machines and other processes run there. */
const besideOthers = (text: string): string =>
  text
    .replaceAll(/(?<=\d\/)(vmm\d|mks|vcpu-\d):[\w-]+/g, '$1:other')
    .replaceAll(/(?<=PROCESS_NAME:\s{1,4})\S+/g, 'other.exe');

const inALog = (text: string): string =>
  eachLine(text, (line) => (line === '' ? line : `2021-05-04T03:02:01.123Z cpu5:1049999)${line}`));

/** The last sixth is missing: most of what a log says of a crash stands above. */
const cutAtTheEnd = (text: string): string => {
  const lines = text.split('\n');
  return lines.slice(0, Math.ceil((lines.length * 5) / 6)).join('\n');
};

/** Changes of the host that leave the wrapping alone. */
const HOSTS: readonly Variant[] = [
  { name: 'other addresses', put: moveAddresses },
  { name: 'another patch level', put: patch },
  { name: 'other CPUs', put: onOtherCpus },
  { name: 'other worlds', put: inOtherWorlds },
  { name: 'another time', put: atAnotherTime },
  { name: 'other guests and processes', put: besideOthers },
  {
    name: 'another host in all of it',
    put: (text) => besideOthers(atAnotherTime(inOtherWorlds(onOtherCpus(patch(moveAddresses(text)))))),
  },
];

const WRAPPINGS: readonly Variant[] = [...DISGUISES, { name: 'cut at its end', put: cutAtTheEnd }];

/** A purple screen also stands in the host's log; a transcript never does. */
const LOGGED: Variant = { name: 'written into a log', put: inALog };

/** All variants of a text. */
export function variantsOf(text: string): readonly { readonly name: string; readonly text: string }[] {
  const isScreen = /@BlueScreen|VMware ESX/.test(text);
  const variants = [...HOSTS, ...WRAPPINGS, ...(isScreen ? [LOGGED] : [])];
  return [{ name: 'as it is', text }, ...variants.map(({ name, put }) => ({ name, text: put(text) }))];
}
