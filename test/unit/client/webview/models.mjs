/** Reports as the server makes them, made up for the tests of the page. */

/** @typedef {import('../../../../server/src/report/reportModel.js').ReportModel} ReportModel */

export const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

/** @type {ReportModel} */
export const MODEL = {
  uri: 'file:///host12.psod',
  version: 1,
  index: 0,
  crashes: [
    { headline: 'Spin count exceeded (pathListLock) - possible deadlock', line: 1 },
    { headline: 'Lost heartbeat', line: 40 },
  ],
  dialectLabel: 'PSOD',
  headline: 'Spin count exceeded (pathListLock) - possible deadlock',
  headlineLine: 1,
  facts: ['VMware ESX Server, build 153875', 'up 12 d 4 h 51 min'],
  release: 'ESX 3.5 Update 4, released 30 March 2009; supported until 21 May 2010',
  timeline: 'first of 2 crashes in this log',
  lead: 'PCPU 0 is the victim. The owner is not named on this screen.',
  rest: 'A timer asked for the lock.',
  category: 'lock contention',
  blamed: { label: 'nobody on this screen', line: null },
  owner: { label: '2 candidates', known: false },
  confidence: { level: 'high', note: 'for the victim; the owner is not known' },
  graph: {
    description: 'PCPU 0 waits for pathListLock.',
    nodes: [
      { id: 'waiter', kind: 'victim', label: 'PCPU 0', detail: 'panicked in SP_WaitLock', line: 11 },
      { id: 'lock', kind: 'resource', label: 'pathListLock', detail: 'spinlock', line: null },
      { id: 'first', kind: 'candidate', label: 'PCPU 1', detail: null, line: 7 },
      { id: 'second', kind: 'candidate', label: 'PCPU 2', detail: null, line: 7 },
    ],
    edges: [
      { from: 'waiter', to: 'lock', label: 'waits for', style: 'sure' },
      { from: 'lock', to: 'first', label: 'held by?', style: 'candidate' },
      { from: 'lock', to: 'second', label: 'held by?', style: 'candidate' },
    ],
  },
  stories: [
    {
      title: 'What happened on PCPU 0',
      subject: null,
      parts: [
        {
          name: 'noticed',
          label: 'Noticed',
          text: 'It waited for a lock that was not released in time.',
          frames: [{ line: 11, label: 'SP_WaitLock+0x1b6', note: 'find the owner', noteKind: 'link' }],
          more: null,
        },
      ],
    },
  ],
  evidence: [
    { line: 1, why: 'the message names the lock and no PCPU' },
    { line: 11, why: 'SP_WaitLock is where a CPU spins for a lock' },
  ],
  alternatives: [],
  wouldChange: ['a saved backtrace'],
  nextSteps: [
    { title: 'Get the core', command: 'vmkdump_extract /root/vmkernel-zdump-*', place: 'on the host', url: null },
  ],
  references: [
    { id: 'KB 1020105', title: 'Spin counts', url: 'https://kb.example.org/1020105' },
    { id: 'A trap', title: 'not of the web', url: 'javascript:document.title=1' },
  ],
  counterparts: [{ idea: 'spinlock held too long', esxi: 'panics', windows: 'hangs', linux: 'reports a lockup' }],
  signature: 'psod:spin-count:pathListLock',
  similar: [
    {
      uri: 'file:///cases/host13.psod',
      index: 0,
      document: 'host13.psod',
      headline: 'Spin count exceeded (pathListLock)',
      line: 4,
    },
  ],
};

/** A lock that one of 63 CPUs holds. @type {ReportModel['graph']} */
export const CROWD = {
  description: 'PCPU 0 waits for pathListLock.',
  nodes: [
    ...MODEL.graph.nodes.slice(0, 2),
    ...Array.from({ length: 63 }, (_, number) => ({
      id: `candidate-${number}`,
      kind: /** @type {const} */ ('candidate'),
      label: `PCPU ${number + 1}`,
      detail: null,
      line: 7,
    })),
  ],
  edges: [
    ...MODEL.graph.edges.slice(0, 1),
    ...Array.from({ length: 63 }, (_, number) => ({
      from: 'lock',
      to: `candidate-${number}`,
      label: 'held by?',
      style: /** @type {const} */ ('candidate'),
    })),
  ],
};

/**
 * Every text of a value replaced.
 * @param {unknown} value
 * @param {(text: string, key: string) => string} change
 * @returns {unknown}
 */
export function changeTexts(value, change, key = '') {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => changeTexts(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  /** @type {Record<string, unknown>} */
  const changed = {};
  for (const [name, item] of Object.entries(value)) changed[name] = changeTexts(item, change, name);
  return changed;
}

/** What never comes from a log: names that the page looks up, and addresses. */
export const NO_WORDS = [
  'dialectLabel',
  'kind',
  'style',
  'level',
  'name',
  'noteKind',
  'from',
  'to',
  'url',
  'uri',
  'id',
];

/** A lock for which three threads wait, each with a name as long as an address. @type {ReportModel['graph']} */
export const QUEUE = {
  description: 'Three threads wait for a resource.',
  nodes: [
    { id: 'lock', kind: 'resource', label: 'a resource', detail: '0xffffb40bc8deb908', line: null },
    ...[1, 2, 3].map((number) => ({
      id: `waiter-${number}`,
      kind: /** @type {const} */ ('waiter'),
      label: `thread 0xffffb40bade9e08${number}`,
      detail: 'waits, line 10',
      line: 9,
    })),
  ],
  edges: [1, 2, 3].map((number) => ({
    from: `waiter-${number}`,
    to: 'lock',
    label: 'waits for',
    style: /** @type {const} */ ('sure'),
  })),
};
