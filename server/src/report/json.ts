import type { Crash } from '../model/crash.js';
import type { CrashDocument } from '../model/crash.js';
import type { Owner, ReadStack, TriagedCrash, Verdict, Wait, Waiter } from '../triage/verdict.js';

/** Version of the JSON that `triage --format json` prints; raised when a field changes its meaning. */
export const SCHEMA_VERSION = 1;

/** Why a file could not be read; `code` as the system names it, or one of ours: `EBINARY`. */
export interface FileError {
  readonly code: string;
  readonly message: string;
}

function partyJson(party: Owner | Waiter): object {
  const { cpu, thread, line, stack, basis, confidence, name } = party;
  return { cpu, thread, line, stack, basis, confidence, name };
}

function waitJson({ resource, waiters, owners }: Wait): object {
  return { resource, waiters: waiters.map(partyJson), owners: owners.map(partyJson) };
}

function stackJson({ stack, role, frames, parts }: ReadStack): object {
  return {
    id: stack.id,
    title: stack.title,
    role,
    cpu: stack.cpu,
    frames: frames.map(({ frame, role: frameRole, distrust }) => ({
      line: frame.line,
      symbol: frame.symbol?.value ?? null,
      module: frame.module?.value ?? null,
      offset: frame.offset?.value ?? null,
      address: frame.address?.value ?? null,
      role: frameRole,
      ...(distrust === null ? {} : { distrust: distrust.text }),
    })),
    parts: parts.map(({ name, from, to, text }) => ({ name, from, to, text })),
  };
}

function systemJson({ system }: Crash, release: TriagedCrash['release']): object {
  return {
    product: system.product?.value ?? null,
    version: system.version?.value ?? null,
    build: system.build?.value ?? null,
    architecture: system.architecture?.value ?? null,
    uptime: system.uptime?.value ?? null,
    time: system.time?.value ?? null,
    release: release?.name ?? null,
    released: release?.released ?? null,
    supportEnds: release?.supportEnds ?? [],
  };
}

function verdictJson(verdict: Verdict): object {
  const { category, brief, summary, confidence, confidenceNote, blamed, evidence, nextSteps, references } = verdict;
  const { alternatives, wouldChange } = verdict;
  return {
    category,
    brief,
    summary,
    confidence,
    confidenceNote,
    blamed,
    evidence,
    nextSteps,
    references,
    alternatives,
    wouldChange,
    counterparts: verdict.counterparts.map(({ id, idea, esxi, windows, linux }) => ({
      id,
      idea,
      esxi,
      windows,
      linux,
    })),
  };
}

/** One crash in the form of the contract. */
export function crashJson({ crash, kind, release, stacks, waits, verdict, signature }: TriagedCrash): object {
  const { bugCheck, panic } = crash;
  return {
    dialect: crash.dialect,
    range: crash.range,
    headline: crash.headline.value,
    kind,
    system: systemJson(crash, release),
    bugCheck: bugCheck && {
      code: bugCheck.code.value,
      name: bugCheck.name?.value ?? (kind.startsWith('0x') ? null : kind),
      parameters: bugCheck.parameters.map((parameter) => parameter?.value ?? null),
    },
    panic: panic && {
      cpu: panic.cpu?.value ?? null,
      world: { id: panic.worldId?.value ?? null, name: panic.worldName?.value ?? null },
    },
    stacks: stacks.map(stackJson),
    waits: waits.map(waitJson),
    verdict: verdictJson(verdict),
    signature,
    damage: crash.damage,
  };
}

/** One file in the form of the contract. */
export function fileJson(
  file: string,
  document: CrashDocument | null,
  crashes: readonly TriagedCrash[],
  error: FileError | null,
): object {
  return {
    file,
    dialect: document?.dialect ?? null,
    crashes: crashes.map(crashJson),
    error,
    remark: document?.remark ?? null,
  };
}
