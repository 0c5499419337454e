import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../../helpers/ask.js';
import { lineOf } from '../../../helpers/text.js';

const LOCKS = `0: kd> !locks
Resource @ 0xffffb40bc8deb908    Exclusively owned
    NumberOfExclusiveWaiters = 1
     Threads: ffffb40ba7fa5080-01<*>
     Threads Waiting On Exclusive Access:
              ffffb40ba7fbc080
`;
const threadOf = (address: string): string => `0: kd> !thread ${address}
THREAD ${address}  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable
Child-SP          RetAddr               : Args to Child                                                           : Call Site
ffff8f00\`12345000 fffff805\`12ddc5b7     : ffffb40b\`55550010 00000000\`00000000 00000000\`00000000 00000000\`00000000 : nt!KiSwapContext+0x76
ffff8f00\`12345100 fffff805\`26e18ac4     : ffffb40b\`66660010 00000000\`00000000 00000000\`00000000 00000000\`00000000 : nt!KeWaitForSingleObject+0x256
ffff8f00\`12345200 fffff805\`26e18ac4     : 00000000\`00000001 00000000\`00000000 00000000\`00000000 00000000\`00000000 : contosofs!Flush+0x44
`;

describe('a thread that sleeps', () => {
  test('leads on where others wait for it: for which object is a guess', () => {
    const text = LOCKS + threadOf('ffffb40ba7fa5080');
    const [, next, ...others] = onlyCrash(text).waits;
    assert.deepEqual(others, []);
    assert.deepEqual(next?.resource, {
      type: 'other',
      name: null,
      address: '0xffffb40b66660010',
      addressIsGuess: true,
    });
    assert.equal(next.waiters[0]?.line, lineOf(text, 'KeWaitForSingleObject'));
    assert.deepEqual(next.owners, []);
  });

  test('is nothing to tell of where nobody waits for it', () => {
    assert.equal(onlyCrash(LOCKS + threadOf('ffffb40ba7000080')).waits.length, 1);
  });
});
