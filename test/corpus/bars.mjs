/**
 * What must be read of the real logs, a share of the cases that have that truth. The truths stand in each corpus's
 * index; where the index says what the log itself does not, the case is left out of the bar and the reason is here.
 */

/**
 * @typedef {{ metric: string, atLeast: number }} Bar
 * @typedef {{ file: string, metrics: readonly string[], why: string }} IndexError
 * @typedef {{ name: string, bars: readonly Bar[], indexErrors: readonly IndexError[] }} Corpus
 */

/** @type {readonly Corpus[]} */
export const CORPORA = [
  {
    name: 'psod',
    bars: [
      { metric: 'ran', atLeast: 1 },
      { metric: 'dialect', atLeast: 1 },
      { metric: 'frames', atLeast: 0.995 },
      { metric: 'headline', atLeast: 0.97 },
      { metric: 'cpu', atLeast: 0.97 },
      { metric: 'kind', atLeast: 0.97 },
      { metric: 'owner', atLeast: 1 },
      { metric: 'blame', atLeast: 0.95 },
      { metric: 'kb', atLeast: 0.95 },
    ],
    // Four logs: two headlines, two kinds, one CPU.
    indexErrors: [
      {
        file: '015-ilo-world-c-2307-not-implemented.txt',
        metrics: ['headline', 'kind'],
        why: 'The log is a backtrace without the message that the index quotes.',
      },
      {
        file: '044-mce-line-formats-60-65.txt',
        metrics: ['headline'],
        why: 'The log is two lines of machine check registers without the message that the index quotes.',
      },
      {
        file: '051-cpusched-runqueue-state.txt',
        metrics: ['kind'],
        why: 'The log is a scheduler message; the lost heartbeat that followed is not in it.',
      },
      {
        file: '071-vmfs6-corrupt-metadata-mount.txt',
        metrics: ['cpu'],
        why: 'Only log lines before the panic name a CPU.',
      },
    ],
  },
  {
    name: 'windbg',
    bars: [
      { metric: 'ran', atLeast: 1 },
      { metric: 'dialect', atLeast: 0.99 },
      { metric: 'frames', atLeast: 0.995 },
      { metric: 'bugcheck', atLeast: 1 },
      { metric: 'parameters', atLeast: 0.99 },
      { metric: 'blame', atLeast: 0.9 },
      { metric: 'blame-hardware', atLeast: 1 },
      { metric: 'spin-wait', atLeast: 0.95 },
    ],
    // One log.
    indexErrors: [
      {
        file: '264-session-section-1-introduction-to-mex.txt',
        metrics: ['bugcheck', 'parameters'],
        why: 'The page shows two dumps; the index has the bug check of the second one.',
      },
    ],
  },
  {
    name: 'linux',
    bars: [
      { metric: 'ran', atLeast: 1 },
      { metric: 'dialect', atLeast: 0.99 },
    ],
    indexErrors: [],
  },
];
