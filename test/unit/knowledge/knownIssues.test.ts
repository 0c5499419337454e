import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { builtinKnowledge, knowledgeWith } from '../../../server/src/knowledge/builtin.js';
import { createIssueIndex } from '../../../server/src/knowledge/issueIndex.js';
import { createKnowledge } from '../../../server/src/knowledge/store.js';
import type { AnyPack, IssueSignature, KnownIssue } from '../../../server/src/knowledge/types.js';
import type { Knowledge } from '../../../server/src/knowledge/store.js';
import { openCase } from '../../../server/src/service.js';
import type { TriagedCrash } from '../../../server/src/triage/verdict.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const { knownIssues } = builtinKnowledge();

const idsOf = (crash: TriagedCrash | undefined): readonly string[] => crash?.issues.map(({ issue }) => issue.id) ?? [];

/** Whether a person is told of an issue: among the references, or as a thing to check. */
function isTold({ verdict }: TriagedCrash, { checkOnly, title, references }: KnownIssue): boolean {
  if (checkOnly) return verdict.alternatives.some((alternative) => alternative.title === title);
  return references.every(({ id, url }) =>
    verdict.references.some((told) => told.id === id || (url !== null && told.url === url)),
  );
}

describe('every known issue', () => {
  for (const issue of knownIssues) {
    test(`${issue.id} fits its sample and is told there, and leaves its counter-sample alone`, () => {
      const crash = onlyCrash(issue.sample?.join('\n') ?? '');
      assert.ok(idsOf(crash).includes(issue.id), `fits ${idsOf(crash).join(', ') || 'nothing'}`);
      assert.ok(isTold(crash, issue), 'is told');

      const near = openCase(issue.counterSample?.join('\n') ?? '').crashes;
      assert.equal(near.length, 1, 'the counter-sample is one crash');
      assert.ok(!near.flatMap(idsOf).includes(issue.id), 'does not fit the counter-sample');
    });
  }

  test('has an id of its own', () => {
    const ids = knownIssues.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  test('can be found by something rarer than its dialect and its kind alone, or is general', () => {
    const telling: readonly (keyof IssueSignature)[] = ['bugChecks', 'frames', 'modules', 'message', 'text', 'anyText'];
    const loose = knownIssues.filter(
      ({ general, checkOnly, when }) => !general && !checkOnly && !telling.some((part) => when[part]),
    );
    assert.deepEqual(
      loose.map(({ id }) => id),
      [],
    );
  });
});

const FRAMES = ['Panic+0x1', 'Contoso_Refill+0x20', 'Contoso_Interrupt+0x31'];

function issue(id: string, when: IssueSignature, more: Partial<KnownIssue> = {}): KnownIssue {
  return {
    id,
    title: `Issue ${id}`,
    dialect: 'psod',
    when,
    checkOnly: false,
    cause: `Cause of ${id}.`,
    fix: `Fix of ${id}.`,
    references: [{ id: `KB ${id}`, title: `Article ${id}`, url: null }],
    basis: 'seen',
    ...more,
  };
}

const packOf = (...entries: readonly KnownIssue[]): AnyPack => ({
  pack: 'known-issues',
  id: 'own',
  system: 'any',
  entries,
});

const only = (...entries: readonly KnownIssue[]): Knowledge => createKnowledge([packOf(...entries)]);

/** The ids of those of `issues` that fit the crashes of a text. */
const fitting = (text: string, ...issues: readonly KnownIssue[]): readonly (readonly string[])[] =>
  openCase(text, only(...issues)).crashes.map(idsOf);

describe('what a signature asks for', () => {
  const screen = printScreen({ headline: 'Spin count exceeded (contoso) - possible deadlock', frames: FRAMES });

  test('everything that is given must be there', () => {
    assert.deepEqual(
      fitting(
        screen,
        issue('both', { message: ['SPIN COUNT', '(contoso)'], frames: ['Contoso_Refill'] }),
        issue('one-is-missing', { message: ['Spin count', '(other)'], frames: ['Contoso_Refill'] }),
        issue('glob', { frames: ['Contoso_*fill'] }),
        issue('other-glob', { frames: ['Contoso_*fall'] }),
        issue('other-kind', { kinds: ['heartbeat'], frames: ['Contoso_Refill'] }),
        issue('other-dialect', { frames: ['Contoso_Refill'] }, { dialect: 'windbg' }),
      ),
      [['both', 'glob']],
    );
  });

  test('arguments of the bug check, whatever else it says', () => {
    const of = (id: string, parameters: Record<string, readonly string[]>): KnownIssue =>
      issue(id, { bugChecks: ['0x133'], parameters }, { dialect: 'windbg' });
    const text = printAnalysis({ parameters: ['1', '1e00', '0', '0'] });
    assert.deepEqual(
      fitting(text, of('first', { '1': ['0x0', '0x1'] }), of('second', { '1': ['0x1'], '2': ['0x0'] })),
      [['first']],
    );
  });

  test('a minidump’s bug check is the plain one', () => {
    const text = printAnalysis({ headline: 'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED_M (1000007e)' });
    const wanted = issue('plain', { bugChecks: ['0x7e'] }, { dialect: 'windbg' });
    const known = knowledgeWith([packOf(wanted)]);
    assert.ok(openCase(text, known).crashes.flatMap(idsOf).includes('plain'));
  });

  test('a driver that only the analysis names', () => {
    const text = printAnalysis({ keys: ['IMAGE_NAME:  contosonic.sys'] });
    assert.deepEqual(fitting(text, issue('named', { modules: ['ContosoNIC'] }, { dialect: 'windbg' })), [['named']]);
  });

  test('functions that stand alone on their lines count as frames', () => {
    const text = ['Spin count exceeded - possible deadlock with PCPU 4', 'Contoso_Refill', 'contoso_isr@(contosonic)'];
    assert.deepEqual(fitting(text.join('\n'), issue('bare', { frames: ['Contoso_Refill', 'contoso_isr'] })), [
      ['bare'],
    ]);
  });

  test('what the log says before the panic, but not before the panic before it', () => {
    const text = ['cpu2:1030)WARNING: contoso: queue is full', screen, screen].join('\n');
    assert.deepEqual(fitting(text, issue('told', { kinds: ['spin-count'], text: ['QUEUE is full'] })), [['told'], []]);
  });

  test('one of several spellings', () => {
    const text = `${screen}System: Contoso Server\n`;
    const of = (id: string, ...anyText: readonly string[]): KnownIssue => issue(id, { kinds: ['spin-count'], anyText });
    assert.deepEqual(fitting(text, of('one', 'Fabrikam', 'Contoso Server'), of('none', 'Fabrikam', 'Litware')), [
      ['one'],
    ]);
  });
});

describe('releases', () => {
  const screenOf = (banner: string): string =>
    [banner, '#PF Exception 14 in world 1030:contoso IP 0x42001c6a4d12 addr 0x18', 'Contoso_Refill'].join('\n');
  const repaired = issue('repaired', {
    frames: ['Contoso_Refill'],
    fixedIn: [
      { version: '7.0', build: 2000 },
      { version: '8.0', build: 1500 },
    ],
  });
  const fits = (banner: string, wanted: KnownIssue): boolean => fitting(screenOf(banner), wanted).flat().length > 0;

  test('a build that has the repair does not have the issue; each release has its own', () => {
    assert.equal(fits('VMware ESXi 7.0.3 [Releasebuild-1999 x86_64]', repaired), true);
    assert.equal(fits('VMware ESXi 7.0.3 [Releasebuild-2000 x86_64]', repaired), false);
    assert.equal(fits('VMware ESXi 8.0.0 [Releasebuild-1600 x86_64]', repaired), false);
    assert.equal(fits('VMware ESXi 6.7.0 [Releasebuild-2500 x86_64]', repaired), true);
  });

  test('what is not printed speaks against nothing', () => {
    assert.equal(fits('', repaired), true);
    assert.equal(fits('', issue('of-7', { frames: ['Contoso_Refill'], versions: ['7.0'] })), true);
  });

  test('a version or a build that is printed and not meant', () => {
    const banner = 'VMware ESXi 7.0.3 [Releasebuild-1999 x86_64]';
    const of = (when: IssueSignature): boolean => fits(banner, issue('x', { frames: ['Contoso_Refill'], ...when }));
    assert.equal(of({ versions: ['6.7', '7.0'] }), true);
    assert.equal(of({ versions: ['6.7'] }), false);
    assert.equal(of({ builds: ['1999'] }), true);
    assert.equal(of({ builds: ['2000'] }), false);
  });
});

describe('general articles', () => {
  const general = issue('general', { kinds: ['spin-count'] }, { general: true });
  const own = issue('own', { frames: ['Contoso_Refill'] });
  const check = issue('check', { frames: ['Contoso_Interrupt'] }, { checkOnly: true });
  const screen = printScreen({ frames: FRAMES });

  test('are told where nothing else is known', () => {
    assert.deepEqual(fitting(screen, general), [['general']]);
    assert.deepEqual(fitting(screen, general, check), [['check', 'general']]);
  });

  test('say no more where an issue of just this crash is known', () => {
    assert.deepEqual(fitting(screen, general, own), [['own']]);
  });
});

test('an entry of one’s own with the same id takes the place of the built-in one', () => {
  const text = knownIssues.find(({ id }) => id === 'esxi-i40en-statistics')?.sample?.join('\n') ?? '';
  const own = issue('esxi-i40en-statistics', { frames: ['i40en_UplinkPrivStatsGet'] }, { title: 'Ours' });
  const [crash] = openCase(text, knowledgeWith([packOf(own)])).crashes;
  assert.deepEqual(
    crash?.issues.map(({ issue: { title } }) => title),
    ['Ours'],
  );
});

describe('the index', () => {
  const traits = {
    dialect: 'psod',
    kind: 'spin-count',
    bugChecks: [],
    symbols: FRAMES,
    modules: ['contosonic'],
    message: 'spin count exceeded (contoso)',
    build: 1999,
  };
  const ask = (...issues: readonly KnownIssue[]): readonly string[] =>
    createIssueIndex(issues)
      .candidates(traits)
      .map(({ id }) => id);

  test('gives those that ask for something that the crash has, in the order of the packs', () => {
    const [frame = ''] = FRAMES.slice(1);
    assert.deepEqual(
      ask(
        issue('message', { message: ['(Contoso)'] }),
        issue('other-message', { message: ['(fabrikam)'] }),
        issue('module', { modules: ['ContosoNIC'] }),
        issue('frame', { frames: [frame] }),
        issue('other-frame', { kinds: ['spin-count'], frames: ['Fabrikam_Refill'] }),
        issue('build', { builds: ['1999'] }),
        issue('only-a-glob', { frames: ['Contoso*'] }),
        issue('short-message', { message: ['co'] }),
        issue('other-dialect', { frames: ['Contoso*'] }, { dialect: 'windbg' }),
      ),
      ['message', 'module', 'frame', 'build', 'only-a-glob', 'short-message'],
    );
  });

  test('asks a crash for the rarest thing: a common kind does not bring every issue of it', () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      issue(`issue-${at}`, { kinds: ['spin-count'], frames: ['SP_WaitLock', `Fabrikam_${at}`] }),
    );
    assert.deepEqual(ask(...many), []);
  });

  test('brings few of the built-in ones to one crash', () => {
    const screen = onlyCrash(printScreen({ frames: FRAMES }));
    const candidates = builtinKnowledge().issuesThatMayFit({ ...traits, kind: screen.kind });
    assert.ok(candidates.length < knownIssues.length / 4, `${candidates.length} of ${knownIssues.length}`);
  });
});
