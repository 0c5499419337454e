/**
 * How long it takes to judge a crash that has been read: at most `MOST_MILLISECONDS` for one of a hundred frames, and
 * per frame at most `MOST_GROWTH` times as long for one of eight thousand as for one of a thousand. What is quadratic
 * takes eight times as long; what only fills the processor's caches, hardly one and a half times.
 */
import { parseDocument } from '../../server/src/dialects/registry.js';
import { builtinKnowledge } from '../../server/src/knowledge/builtin.js';
import { triageCrashes } from '../../server/src/triage/triage.js';
import { readLines } from '../../server/src/util/lines.js';
import { CRASHES } from './crashes.js';

const MOST_MILLISECONDS = 2;
const MOST_GROWTH = 2;
const FRAMES = 100;
const SMALL = 1000;
const LARGE = 8000;
/** What is slow or steep by chance is not in one of some attempts. */
const ATTEMPTS = 9;

/** Judges the crash of a text; reading it is not a part of it. */
function prepare(text: string): () => unknown {
  const sourceLines = readLines(text);
  const lines = sourceLines.map((line) => line.text);
  const { crashes } = parseDocument(sourceLines);
  return () => triageCrashes(crashes, lines, builtinKnowledge());
}

/** Milliseconds that the processor worked on average, in the shortest of some attempts. */
function processorTime(run: () => unknown, times: number): number {
  const attempts = Array.from({ length: ATTEMPTS }, () => {
    const before = process.cpuUsage();
    for (let done = 0; done < times; done++) run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / times;
  });
  return Math.min(...attempts);
}

interface Speed {
  readonly milliseconds: number;
  readonly growth: number;
}

function measure(write: (frames: number) => string): Speed {
  const milliseconds = processorTime(prepare(write(FRAMES)), 50);
  const small = processorTime(prepare(write(SMALL)), 8);
  const large = processorTime(prepare(write(LARGE)), 1);
  return { milliseconds, growth: large / LARGE / (small / SMALL) };
}

const NAME_WIDTH = Math.max(...CRASHES.map(({ name }) => name.length));
const isGood = ({ milliseconds, growth }: Speed): boolean => milliseconds <= MOST_MILLISECONDS && growth <= MOST_GROWTH;

console.log(`${' '.repeat(NAME_WIDTH)}  ${FRAMES} frames     growth`);
const failed = CRASHES.filter(({ name, write }) => {
  const speed = measure(write);
  const cells = [`${speed.milliseconds.toFixed(3)} ms`.padStart(12), speed.growth.toFixed(2).padStart(10)];
  console.log(name.padEnd(NAME_WIDTH) + cells.join(''));
  return !isGood(speed);
});
console.log(
  failed.length > 0
    ? `Too slow or too steep: ${failed.map(({ name }) => name).join(', ')}`
    : `A crash of ${FRAMES} frames is judged within ${MOST_MILLISECONDS} ms, and the time grows with the frames.`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
