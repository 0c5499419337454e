import type { Hover } from 'vscode-languageserver-types';
import { MarkupKind } from 'vscode-languageserver-types';
import type { Position } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { explainKey, explainKeyValue } from '../triage/explain/analyzeKey.js';
import { explainBugCheck, explainParameter, explainTrap } from '../triage/explain/bugCheck.js';
import { explainCommand, explainConsoleCommand } from '../triage/explain/command.js';
import type { Explanation, Paragraph } from '../triage/explain/explanation.js';
import { explainFrame, explainPart } from '../triage/explain/frame.js';
import { explainFrameColumn, explainUnnamed } from '../triage/explain/frameColumn.js';
import { explainLockReport, explainThread } from '../triage/explain/debuggerLists.js';
import { explainMessageDetail } from '../triage/explain/messageDetail.js';
import { explainBankStatus } from '../triage/explain/bankStatus.js';
import { explainModule } from '../triage/explain/module.js';
import {
  explainCpu,
  explainLock,
  explainRegister,
  explainSystem,
  explainTerm,
  explainTime,
  explainUptime,
} from '../triage/explain/screen.js';
import type { HoverForm } from './renderExplanation.js';
import { renderExplanation, RICH } from './renderExplanation.js';
import type { FrameTarget, Target } from './target.js';
import { findTarget } from './target.js';
import { findWord, WORDS } from './words.js';

/** A module stands for its frame where the frame has no function. */
function partOfModule({ triaged, stack, frame }: FrameTarget): readonly Paragraph[] {
  return frame.frame.symbol ? [] : explainPart(triaged, stack, frame);
}

function explain(target: Target, opened: Case): Explanation | null {
  const { triaged } = target;
  const { knowledge } = opened;
  const { dialect } = triaged.crash;
  switch (target.kind) {
    case 'symbol':
      return explainFrame(triaged, target.stack, target.frame, knowledge);
    case 'module':
      return target.module === null ? null : explainModule(target.module, dialect, knowledge, partOfModule(target));
    case 'register':
      return explainRegister(triaged, target.register, knowledge);
    case 'cpu':
      return explainCpu(triaged, target.cpu.number, knowledge);
    case 'lock':
      return explainLock(triaged, target.name, knowledge);
    case 'lock-report':
      return explainLockReport(triaged, target.lock);
    case 'thread':
      return explainThread(triaged, target.address);
    case 'accused':
      return explainCpu(triaged, target.cpu, knowledge);
    case 'heading':
      return dialect === 'windbg'
        ? explainKey(target.stack.stack.heading?.value ?? '', knowledge)
        : explainTerm(dialect, WORDS[dialect], 'Saved backtrace', knowledge);
    case 'bug-check':
      return explainBugCheck(triaged, knowledge);
    case 'parameter':
      return explainParameter(triaged, target.number, knowledge);
    case 'word':
      return explainTerm(dialect, WORDS[dialect], target.word, knowledge);
    case 'system':
      return explainSystem(triaged);
    case 'uptime':
      return explainUptime(target.printed);
    case 'trap':
      return explainTrap(target.number, knowledge);
    case 'bank-status':
      return explainBankStatus(target.printed);
    case 'console':
      return explainConsoleCommand(target.typed, knowledge);
    case 'command':
      return explainCommand(triaged, target.command, knowledge);
    case 'key':
      return explainKey(target.pair.key.value, knowledge);
    case 'value':
      return explainKeyValue(target.pair, triaged, knowledge);
    case 'column':
      return explainFrameColumn(triaged, target.stack, target.frame, target.column, target.printed);
    case 'detail':
      return explainMessageDetail(triaged, target.name, target.printed.value, knowledge);
    case 'time':
      return explainTime(target.printed);
    case 'frame':
      return explainUnnamed(target.frame);
  }
}

/** What one way of looking finds, where anything is known of it: a word in a frame may have an entry where its frame has none. */
function findExplained(find: typeof findTarget, opened: Case, position: Position) {
  const target = find(opened, position);
  const explanation = target && explain(target, opened);
  return explanation ? { target, explanation } : null;
}

/** What is known of the thing at `position`: its meaning, its part in this crash, how sure that is. */
export function findHover(opened: Case, uri: string, position: Position, form: HoverForm = RICH): Hover | null {
  const found = findExplained(findTarget, opened, position) ?? findExplained(findWord, opened, position);
  if (!found) return null;
  const { target, explanation } = found;
  const kind = form.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  const value = renderExplanation(explanation, { uri, from: target.range.start, triaged: target.triaged }, form);
  return { contents: { kind, value }, range: target.range };
}
