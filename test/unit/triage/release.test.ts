import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { releaseWords } from '../../../server/src/triage/release.js';
import { Asked, onlyCrash } from '../../helpers/ask.js';
import { printFrames } from '../../helpers/screens.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const screen = (product: string, time = ''): string =>
  [
    `VMware ${product}`,
    `${time === '' ? '' : `${time} cpu1:4711)`}@BlueScreen: Spin count exceeded (contosoLock) - possible deadlock`,
    printFrames(['Panic+0x10', 'SP_WaitLock+0x1b6']),
  ].join('\n');

const session = (banner: readonly string[], keys: readonly string[] = []): string =>
  [...banner, '', printAnalysis({ keys, frames: ['nt!KeBugCheckEx', 'contosonic!Send+0x10'] })].join('\n');

const CLIENT = 'Product: WinNt, suite: TerminalServer SingleUserTS';
const SERVER = 'Product: Server, suite: TerminalServer SingleUserTS';
const kernel = (name: string, build: number): string => `${name} Kernel Version ${build} MP (4 procs) Free x64`;

function said(text: string): string {
  const { release, crash } = onlyCrash(text);
  return releaseWords(release, crash);
}

describe('what is said of the system of a purple screen', () => {
  const sentences: readonly (readonly [string, string, string])[] = [
    [
      'without a time of the crash, dates only',
      screen('ESXi 5.1.0 [Releasebuild-1065491 x86_64]'),
      'ESXi 5.1 Update 1, released 25 April 2013; supported until 24 August 2016',
    ],
    [
      'with a time, its age and whether it was supported then',
      screen('ESXi 5.1.0 [Releasebuild-1065491 x86_64]', '2016-05-02T03:04:05.678Z'),
      'ESXi 5.1 Update 1, released 25 April 2013; 3 years old at the crash; supported until 24 August 2016',
    ],
    [
      'after its support had ended',
      screen('ESXi 5.1.0 [Releasebuild-1065491 x86_64]', '2019-05-02T03:04:05.678Z'),
      'ESXi 5.1 Update 1, released 25 April 2013; 6 years old at the crash; out of support since 24 August 2016',
    ],
    [
      'with a clock that ran before the release, no age',
      screen('ESXi 5.1.0 [Releasebuild-1065491 x86_64]', '2009-05-02T03:04:05.678Z'),
      'ESXi 5.1 Update 1, released 25 April 2013; supported until 24 August 2016',
    ],
    [
      'of memory, that it is',
      screen('ESX Server [Releasebuild-207095'),
      'ESX 3.5 Update 5, released 3 December 2009; supported until 21 May 2010 (not verified)',
    ],
    ['of a masked build, nothing', screen('ESXi 7.0.3 [Releasebuild-######## x86_64]'), ''],
    ['of ESXi on Arm, nothing', screen('ESX 7.0.0 [Releasebuild-19076756 aarch64]'), ''],
  ];
  for (const [title, text, sentence] of sentences) {
    test(title, () => {
      assert.equal(said(text), sentence);
    });
  }
});

describe('what is said of the system of a transcript', () => {
  test('is told by the build, where the banner names an older system', () => {
    assert.match(
      said(session([kernel('Windows 10', 22621), CLIENT])),
      /^Windows 11, version 22H2 or 23H2, first released/,
    );
  });

  test('is a server where the banner says so', () => {
    assert.match(
      said(session([kernel('Windows 10', 17763), SERVER])),
      /^Windows Server 2019, released 13 November 2018;/,
    );
    assert.match(said(session([kernel('Windows 10', 17763), CLIENT])), /^Windows 10, version 1809,/);
    assert.match(said(session([kernel('Windows 10', 17763)])), /^Windows 10, version 1809, or Windows Server 2019,/);
  });

  test('names the editions whose support had ended', () => {
    const time = 'Debug session time: Fri Mar  5 10:11:12.131 2021 (UTC + 1:00)';
    assert.equal(
      said(session([kernel('Windows 10', 17763), CLIENT, time])),
      'Windows 10, version 1809, released 13 November 2018; 2 years old at the crash; ' +
        'supported until 11 May 2021 (Enterprise and Education), 9 January 2029 (LTSC 2019); ' +
        'out of support since 10 November 2020 (Home and Pro)',
    );
  });

  test('is told by the keys of an analysis without a banner', () => {
    assert.match(said(session([], ['OS_VERSION:  10.0.22000.1'])), /^Windows 11, version 21H2,/);
    assert.match(
      said(session([], ['OSBUILD:  9600', 'PRODUCT_TYPE:  3'])),
      /^Windows Server 2012 R2, released 25 November 2013;/,
    );
  });

  test('knows a banner with two names', () => {
    const banner = kernel('Windows Server 2008/Windows Vista', 6002).replace(' MP', ' (Service Pack 2) MP');
    assert.match(said(session([banner, SERVER])), /^Windows Server 2008 Service Pack 2,/);
  });

  test('is nothing where no build is printed', () => {
    assert.equal(said(`0: kd> k\n${printStack(['nt!KeBugCheckEx', 'contosonic!Send+0x10'])}`), '');
  });
});

describe('the hover of a system', () => {
  /** The hover's words, without the escapes of Markdown. */
  const hoverAt = (text: string, marked: string): string => new Asked(text).hover(marked).replaceAll(/\\(.)/g, '$1');

  test('says the release behind a build number, and where that is written', () => {
    const hover = hoverAt(screen('ESXi 5.1.0 [Releasebuild-1065491 x86_64]'), '⟦1065491⟧');
    assert.match(hover, /VMware ESXi 5\.1\.0 build 1065491/);
    assert.match(hover, /ESXi 5\.1 Update 1, released 25 April 2013; supported until 24 August 2016\./);
    assert.match(hover, /\[source\]\(<https:.*documented/);
  });

  test('says why several releases are named', () => {
    const hover = hoverAt(session([kernel('Windows 10', 19041), CLIENT]), '⟦19041⟧');
    assert.match(hover, /version 2004 to 22H2/);
    assert.match(hover, /one kernel in common/);
  });

  test('shows an unknown build as a guess', () => {
    const hover = hoverAt(screen('ESXi 5.1.0 [Releasebuild-1200000 x86_64]'), '⟦1200000⟧');
    assert.match(hover, /\*A build between ESXi 5\.1 Patch 2 .*\.\*/);
  });

  test('is not there where nothing is known', () => {
    assert.ok(!new Asked(screen('ESX 7.0.0 [Releasebuild-19076756 aarch64]')).hasHover('⟦19076756⟧'));
  });
});
