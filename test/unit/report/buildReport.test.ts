import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildReport, openCase } from '../../../server/src/service.js';
import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { URI } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf, linesOf } from '../../helpers/text.js';

function report(text: string, index = 0): ReportModel {
  const model = buildReport(openCase(text), index, { uri: URI, version: 7 });
  if (!model) throw new Error(`There is no crash ${index}.`);
  return model;
}

describe('the report of a purple screen', () => {
  const text = readSample('psod-spin-count.psod');
  const model = report(text);

  test('is headed by the message and the facts', () => {
    assert.equal(model.headline, 'Spin count exceeded (pathListLock) - possible deadlock');
    assert.equal(model.headlineLine, 1);
    assert.equal(model.dialectLabel, 'PSOD');
    assert.ok(model.facts.includes('VMware ESX Server, build 153875'));
    assert.ok(model.facts.includes('up 12 d 4 h 51 min'));
    assert.ok(model.facts.includes('PCPU 0 panicked in world 1024 console'));
    assert.ok(model.facts.includes('8 PCPUs'));
    assert.match(model.release, /^ESX 3\.5 Update 4, released 30 March 2009;/);
  });

  test('draws the victim, the lock and the candidates, dotted', () => {
    const nodes = (kind: string) => model.graph.nodes.filter((node) => node.kind === kind);
    assert.match(nodes('victim')[0]?.label ?? '', /^PCPU 0/);
    assert.equal(nodes('victim')[0]?.line, lineOf(text, 'SP_WaitLock'));
    assert.equal(nodes('resource')[0]?.label, 'pathListLock');
    assert.match(nodes('resource')[0]?.detail ?? '', /guess/);
    assert.equal(nodes('candidate').length, 7);
    const styles = model.graph.edges.map(({ label, style }) => `${label}, ${style}`);
    assert.deepEqual([...new Set(styles)], ['waits for, sure', 'held by one of?, candidate']);
  });

  test('says the graph in a sentence', () => {
    assert.equal(
      model.graph.description,
      'PCPU 0 waits for pathListLock; owner: not named, 7 candidates (PCPU 1 to 7).',
    );
  });

  test('knows that the owner is not known', () => {
    assert.deepEqual(model.owner, { label: '7 candidates', known: false });
    assert.deepEqual(model.blamed, { label: 'nobody on this screen', line: null });
  });

  test('tells the story in the three parts of the stack', () => {
    assert.deepEqual(
      model.stories.map(({ parts }) => parts.map(({ label }) => label)),
      [['Noticed', 'Was asking for the lock', 'Interrupted']],
    );
  });

  test('marks the nearest symbol as a guess', () => {
    const frames = model.stories.flatMap(({ parts }) => parts.flatMap(({ frames: list }) => list));
    const far = frames.find(({ label }) => label === 'cosShadow+0x31d06');
    assert.equal(far?.noteKind, 'guess');
    assert.match(far.note ?? '', /nearest symbol/);
  });
});

describe('the report of other crashes', () => {
  test('a named owner is drawn solid', () => {
    const { graph, owner } = report(readSample('psod-spin-count-owner.psod'));
    assert.deepEqual(owner, { label: 'PCPU 3', known: true });
    assert.deepEqual(
      graph.edges.map(({ style }) => style),
      ['sure', 'sure'],
    );
  });

  test('the firmware is drawn as owner', () => {
    const { graph } = report(readSample('windbg-0x133.txt'));
    assert.deepEqual(graph.nodes.map(({ kind, label }) => `${kind}: ${label}`.replace(/ · .*/, '')).sort(), [
      'owner: platform firmware',
      'resource: firmware operation (ERST write)',
      'waiter: this thread',
    ]);
  });

  test('where nobody is left the picture says that the owner is not named', () => {
    const { graph } = report(printScreen({ worlds: [] }));
    assert.ok(graph.nodes.some(({ label }) => label === 'owner not named'));
  });

  test('without a wait the picture is empty and says so', () => {
    const { graph } = report(readSample('windbg-0xd1.txt'));
    assert.deepEqual([graph.nodes, graph.edges], [[], []]);
    assert.equal(graph.description, 'No waiting is visible in this crash.');
  });

  test('the second crash of a text has a report of its own', () => {
    const text = `${readSample('psod-spin-count.psod')}\n${readSample('windbg-0x133.txt')}`;
    const model = report(text, 1);
    assert.deepEqual([model.index, model.crashes.length, model.dialectLabel], [1, 2, 'WinDbg']);
    assert.equal(model.headlineLine, lineOf(text, 'DPC_WATCHDOG_VIOLATION (133)'));
  });

  test('there is none for a crash that does not exist', () => {
    assert.equal(buildReport(openCase(readSample('windbg-0x133.txt')), 1, { uri: URI, version: 1 }), null);
    assert.equal(buildReport(openCase(''), 0, { uri: URI, version: 1 }), null);
  });
});

for (const sample of SAMPLES) {
  test(`${sample}: every line and every edge of the report leads somewhere`, () => {
    const text = readSample(sample);
    const model = report(text);
    const places = [
      ...model.graph.nodes.flatMap(({ line }) => line ?? []),
      ...model.evidence.map(({ line }) => line),
      ...model.stories.flatMap(({ parts }) => parts.flatMap(({ frames }) => frames.map(({ line }) => line))),
    ];
    assert.ok(places.length > 0);
    const lines = linesOf(text);
    for (const place of places) assert.notEqual((lines[place] ?? '').trim(), '');
    const ids = new Set(model.graph.nodes.map(({ id }) => id));
    for (const { from, to } of model.graph.edges) assert.ok(ids.has(from) && ids.has(to));
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model, 'it is plain data');
  });
}

describe('what a report leaves out', () => {
  test('an owner where nobody waits', () => {
    assert.equal(report(readSample('windbg-0xd1.txt')).owner, null);
  });

  test('a sentence that only repeats the name of a part, and a role that says nothing', () => {
    const parts = report(readSample('psod-page-fault.psod')).stories.flatMap((story) => story.parts);
    assert.equal(parts.find(({ name }) => name === 'running')?.text, '');
    assert.ok(parts.every(({ frames }) => frames.every(({ note }) => note !== 'other')));
  });

  test('what another line says already', () => {
    const bank = 'MCA: 202: UC Excp G5 B7 Sbe00000000800400 A38c989b100 M86 Memory Controller Read Error';
    const text = `VMware ESXi 6.5.0 [Releasebuild-5969303 x86_64]
Machine Check Exception on PCPU 4 in world 66001:idle4
2017-01-16T17:45:49.659Z cpu4:66001)${bank}
2017-01-16T17:45:49.660Z cpu4:66001)${bank}
`;
    assert.deepEqual(
      report(text).evidence.map(({ why }) => why.slice(0, 20)),
      ['the panic message', 'bank 7: an internal ', 'the same as line 3'],
    );
  });
});

describe('what a crash is called', () => {
  test('never an id of ours', () => {
    const withoutMessage = printScreen().replace(/^.*Spin count exceeded.*\n/gm, '');
    assert.match(report(withoutMessage).headline, /its message is not in this text$/);
    const onlyStack = `nt!KeWaitForSingleObject+0x256\ncontosonic!Read+0x12\nnt!PspSystemThreadStartup+0x57`;
    const transcript = `Child-SP          RetAddr           Call Site\n${onlyStack
      .split('\n')
      .map((frame, at) => `fffff880\`0b0d${at}980 fffff800\`5e4141e0 ${frame}`)
      .join('\n')}\n`;
    assert.match(report(transcript).headline, /^(?:No bug check in this text|Debugger output: .+)$/);
  });

  test('by the name of the bug check where only its number is printed', () => {
    const text =
      'BUGCHECK_CODE:  d1\n\nBUGCHECK_P1: 28\n\nBUGCHECK_P2: 2\n\nBUGCHECK_P3: 0\n\nBUGCHECK_P4: fffff80112345678\n';
    assert.equal(report(text).headline, 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (0xd1)');
  });

  test('another thread by our words, with those of the log beside them', () => {
    const text = `0: kd> !thread ffffb40ba7fa5080
THREAD ffffb40ba7fa5080  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable
Child-SP          RetAddr               Call Site
ffff8f00\`12345000 fffff805\`12ddc5b7     nt!KeWaitForSingleObject+0x256
ffff8f00\`12345100 fffff805\`12ddc5b7     contosonic!Read+0x12
0: kd> !thread ffffb40ba7fa6080
THREAD ffffb40ba7fa6080  Cid 0004.0a14  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable
Child-SP          RetAddr               Call Site
ffff8f00\`12346000 fffff805\`12ddc5b7     nt!KeWaitForSingleObject+0x256
ffff8f00\`12346100 fffff805\`12ddc5b7     contosonic!Write+0x12
`;
    const other = report(text).stories.at(-1);
    assert.match(other?.title ?? '', /thread/i);
    assert.match(other?.subject ?? '', /ffffb40ba7fa6080/);
    assert.doesNotMatch(other?.title ?? '', /ffffb40ba7fa6080/);
  });
});
