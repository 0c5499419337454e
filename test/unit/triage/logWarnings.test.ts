import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';

const SCREEN = printScreen({ headline: 'Something is not as it should be', frames: [] });
const DISK = 'naa.6000000000000000000000000000c0de';

describe('what the log warned of before the panic', () => {
  const WARNINGS: readonly (readonly [line: string, told: RegExp, category: string])[] = [
    [
      'cpu8:1025)WARNING: Heap: 3651: Heap exampleHeap already at its maximum size. Cannot expand.',
      /the heap exampleHeap was full/,
      'resource-exhaustion',
    ],
    [
      `cpu8:1025)StorageApdHandler: 1204: APD start for 0x430a1c01220 [${DISK}]`,
      /all paths to naa\.\S+ were down/,
      'storage',
    ],
    [
      `cpu8:1025)WARNING: ScsiDevice: 1: Device or filesystem with identifier [${DISK}] has entered the All Paths Down state.`,
      /all paths to naa\.\S+ were down/,
      'storage',
    ],
    [
      `cpu8:1025)WARNING: NMP: 237: NMP device "${DISK}" state in doubt; requested fast path state update...`,
      /requests to naa\.\S+ were not answered/,
      'storage',
    ],
    [
      `cpu8:1025)WARNING: FS3: 628: VMFS volume backup1/5f000000-00000000-0000-000000000000 on ${DISK}:1 has been detected corrupted`,
      /the VMFS volume backup1 was found damaged/,
      'storage',
    ],
    ['cpu8:1025)<6>NETDEV WATCHDOG: vmnic4: transmit timed out', /vmnic4 had stopped sending/, 'driver-bug'],
  ];

  for (const [line, told, category] of WARNINGS) {
    test(line.slice(0, 70), () => {
      const { verdict } = onlyCrash(`${line}\n${SCREEN}`);
      assert.match(verdict.summary, /The log before it says that /);
      assert.match(verdict.summary, told);
      assert.match(verdict.evidence.find((evidence) => evidence.line === 0)?.why ?? '', told);
      assert.equal(verdict.category, category);
    });
  }

  test('is told once, however often it was logged', () => {
    const line = 'cpu8:1025)WARNING: Heap: 3651: Heap exampleHeap already at its maximum size. Cannot expand.\n';
    const { evidence } = onlyCrash(`${line.repeat(5)}${SCREEN}`).verdict;
    assert.equal(evidence.filter(({ why }) => why.includes('exampleHeap')).length, 1);
  });

  test('does not count below the screen: that is the next boot', () => {
    const { verdict } = onlyCrash(
      `${SCREEN}cpu8:1025)StorageApdHandler: 1204: APD start for 0x430a1c01220 [${DISK}]\n`,
    );
    assert.equal(verdict.category, 'unknown');
    assert.doesNotMatch(verdict.summary, /The log before it/);
  });
});
