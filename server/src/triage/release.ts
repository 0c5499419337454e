import type { PrintedBuild, Release } from '../knowledge/builds.js';
import type { Knowledge } from '../knowledge/store.js';
import type { SupportEnd } from '../knowledge/types.js';
import type { Crash } from '../model/crash.js';
import { ageWords, dateWords, dayOf } from '../util/dates.js';

/** Keys of `!analyze` that hold a build: `10.0.22621.2506`, `9600.18146.amd64fre...`, `17763`. */
const BUILD_KEYS = ['OS_VERSION', 'BUILD_VERSION_STRING', 'OSBUILD'];
const BUILD_IN_KEY = /^(?:\d{1,2}\.\d\.)?(\d{4,5})(?:\.|$)/;

const CLIENT_OR_SERVER: Readonly<Record<string, PrintedBuild['kind']>> = {
  WinNt: 'client',
  Server: 'server',
  LanManNt: 'server',
};
/** `PRODUCT_TYPE` of `!analyze`: workstation, domain controller, server. */
const PRODUCT_TYPES: Readonly<Record<string, PrintedBuild['kind']>> = { '1': 'client', '2': 'server', '3': 'server' };

function keyOf({ keys }: Crash, name: string): string | null {
  return keys.find(({ key }) => key.value === name)?.value.value ?? null;
}

function windowsBuild(crash: Crash): PrintedBuild | null {
  const inKeys = BUILD_KEYS.flatMap((name) => BUILD_IN_KEY.exec(keyOf(crash, name) ?? '')?.[1] ?? []);
  const build = crash.system.build?.value ?? inKeys[0];
  if (build === undefined) return null;
  const kind =
    CLIENT_OR_SERVER[crash.system.productType?.value ?? ''] ?? PRODUCT_TYPES[keyOf(crash, 'PRODUCT_TYPE') ?? ''];
  return { system: 'windows', build: Number(build), product: '', version: null, kind: kind ?? null };
}

/** The builds that are known are those for x86; masked digits are no number. */
function esxBuild({ system: { product, version, build, architecture } }: Crash): PrintedBuild | null {
  if (!build || !/^\d+$/.test(build.value) || architecture?.value === 'aarch64') return null;
  const name = product?.value.includes('ESXi') ? 'ESXi' : 'ESX';
  return { system: 'esxi', build: Number(build.value), product: name, version: version?.value ?? null, kind: null };
}

const READERS: Readonly<Partial<Record<Crash['dialect'], (crash: Crash) => PrintedBuild | null>>> = {
  psod: esxBuild,
  windbg: windowsBuild,
};

/** The build as the text prints it; null where it prints none or masks it. */
export function printedBuild(crash: Crash): PrintedBuild | null {
  return READERS[crash.dialect]?.(crash) ?? null;
}

/** The release that crashed, told by its build number: what a banner calls it may be wrong or missing. */
export function findRelease(crash: Crash, knowledge: Knowledge): Release | null {
  const printed = printedBuild(crash);
  return printed && knowledge.release(printed);
}

/** `14 October 2025 (Home and Pro, Enterprise and Education), 12 January 2027 (LTSC 2021)`. */
function endsWords(ends: readonly SupportEnd[]): string {
  const dates = [...new Set(ends.map(({ date }) => date))];
  return dates
    .map((date) => {
      const editions = ends.flatMap((end) => (end.date === date && end.edition ? [end.edition] : []));
      return `${dateWords(date)}${editions.length > 0 ? ` (${editions.join(', ')})` : ''}`;
    })
    .join(', ');
}

/** Whether it was supported when it crashed; without a time of the crash, until when it is. */
function supportWords({ supportEnds, shared }: Release, crashed: string | null): string {
  if (supportEnds.length === 0) return '';
  const newest = shared ? 'the newest of them ' : '';
  if (crashed === null) return `${newest}supported until ${endsWords(supportEnds)}`;
  const past = supportEnds.filter(({ date }) => date < crashed);
  const running = supportEnds.filter(({ date }) => date >= crashed);
  const then = past.length === 0 ? '' : `out of support since ${endsWords(past)}`;
  const still = running.length === 0 ? '' : `supported until ${endsWords(running)}`;
  return newest + [still, then].filter((part) => part !== '').join('; ');
}

/**
 * What system this is, how old it was and whether it was still supported, in one sentence without a stop; empty where
 * the build is unknown. Age is told against the time of the crash, never against today.
 */
export function releaseWords(release: Release | null, crash: Crash): string {
  if (!release) return '';
  const crashed = dayOf(crash.system.time?.value ?? '');
  const { name, released, shared, basis } = release;
  const age = released && crashed && !shared ? ageWords(released, crashed) : null;
  const parts = [
    [name, released && `${shared ? 'first released' : 'released'} ${dateWords(released)}`].filter(Boolean).join(', '),
    age && `${age} old at the crash`,
    supportWords(release, crashed),
  ].filter(Boolean);
  return `${parts.join('; ')}${basis === 'recalled' ? ' (not verified)' : ''}`;
}
