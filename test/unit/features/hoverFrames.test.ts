import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { printStack } from '../../helpers/transcripts.js';

describe('the columns of a screen’s frame', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));
  const fault = new Asked(readSample('psod-page-fault.psod'));

  test('where the frame lies, and its code', () => {
    assert.match(screen.hover('⟦0x1426b14⟧:[0x6372b5]Timer_BHHandler'), /^\*\*0x1426b14\*\* · \*stack address\*/);
    assert.match(screen.hover('[0x⟦6372b5⟧]Timer_BHHandler'), /^\*\*0x6372b5\*\* · \*code address\*/);
  });

  test('a stack word that is taken for the lock, as a guess', () => {
    assert.match(screen.hover('SP_WaitLock+0x1b6 stack: ⟦0x2b04e40⟧'), /^\*Perhaps the address of pathListLock\.\*$/m);
  });

  test('a stack word that is another frame’s code or place leads there', () => {
    const mark = 'SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, ⟦0x9d7d07⟧';
    assert.match(screen.hover(mark), /^\*\*Here:\*\* the code of the frame cosShadow\. \[show\]/m);
    assert.match(screen.jumps(mark)[0] ?? '', /^0x1426a98:\[0x9d7d07\]cosShadow/);
    assert.match(
      screen.hover('SP_WaitLock+0x1b6 stack: 0x2b04e40, ⟦0x1426a98⟧'),
      /the place on the stack of the frame cosShadow/,
    );
  });

  test('a small number stands in many places by chance', () => {
    assert.doesNotMatch(screen.hover('Panic+0x10 stack: 0x82f6b4, 0x2b04e48, ⟦0x4⟧'), /Here/);
  });

  test('registers and stack words with one value name each other', () => {
    assert.match(fault.hover('csnicRxRingStatsSum@(contosonic)#<None>+0x5f stack: ⟦0x430b6c8a1240⟧'), /in rbx, rdi/);
    assert.match(fault.hover('rbx=⟦0x430b6c8a1240⟧'), /the same value is in rdi\./);
    assert.match(fault.hover('ip=⟦0x42001ea4ea6f⟧'), /the code of the frame csnicRxRingStatsSum/);
  });
});

describe('the columns of a debugger’s frame', () => {
  const transcript = new Asked(readSample('windbg-0xd1.txt'));

  test('where it returns to', () => {
    const mark = 'fffff807`712e9680 ⟦fffff807`8a3d3d2c⟧';
    assert.match(transcript.hover(mark), /\*return address\*[^]*\*\*Here:\*\* in fabrikamusb\+0x3d2c\. \[show\]/);
    assert.match(transcript.jumps(mark)[0] ?? '', /fabrikamusb\+0x3d2c$/);
  });

  test('words that need not be the arguments', () => {
    const hover = transcript.hover('fffff807`8a3d4a91     : ⟦ffffc60f`2b941da0⟧');
    assert.match(hover, /^\*\*0xffffc60f2b941da0\*\* · \*stack word\*[^]*often left-overs/);
  });

  test('an argument of the bug check also where a frame prints it', () => {
    const text = [
      'STACK_TEXT:  ',
      'ffffd505`7e830838 fffff800`903d5669 : 00000000`0000000a 00000000`00000047 00000000`00000002 00000000`00000000 : nt!KeBugCheckEx',
      'ffffd505`7e830840 fffff800`903d22eb : 00000000`00000000 00000000`00000000 00000000`00000000 fffff800`90b6edf5 : nt!KiPageFault+0x69',
    ].join('\n');
    assert.match(new Asked(text).hover('⟦00000000`00000047⟧'), /^\*\*Arg1 = 0x47\*\*/);
  });

  test('code of no module', () => {
    const text = [
      '0: kd> k',
      'Child-SP          RetAddr           Call Site',
      'ffffd505`7e830838 fffff800`903d5669 nt!KeBugCheckEx',
      'ffffd505`7e830840 fffff800`903d22eb 0xffffc40b`12ae26a0',
    ].join('\n');
    assert.match(
      new Asked(text).hover('⟦0xffffc40b`12ae26a0⟧'),
      /^\*\*an unnamed address\*\* [^]*\*Code of no module that could be named/m,
    );
  });

  test('the frames of a thread that gave up its CPU did not run', () => {
    const stack = printStack(['nt!KiSwapContext+0x76', 'nt!KiSwapThread+0x500', 'nt!CmUnRegisterCallback+0xfc']);
    const asked = new Asked(`0: kd> !thread ffffe001aabbc080\n${stack}\n`);
    assert.match(asked.hover('nt!⟦CmUnRegisterCallback⟧'), /it waited and did not run/);
    assert.doesNotMatch(asked.lensesAbove('!thread').join(), /running/);
  });

  test('the label of an argument tells the same as its value', () => {
    assert.equal(transcript.hover('⟦Arg1⟧: 0000000000000028'), transcript.hover('Arg1: ⟦0000000000000028⟧'));
  });

  test('a processor’s row speaks of threads, not of worlds', () => {
    const text = [
      '0: kd> !running -it',
      '      Prcb              Current                ',
      '  0  fffff80012345180  fffff800123460c0            ................',
      '',
      'Child-SP          RetAddr           Call Site',
      'ffffd000`1a2b3c40 fffff801`2b3c4d5e nt!KeBugCheckEx',
      'ffffd000`1a2b3d80 fffff801`2b3c4d60 contosonic!Send+0x10',
    ].join('\n');
    assert.match(new Asked(text).hover('⟦fffff800123460c0⟧'), /^\*\*CPU 0\*\* · \*thread 0xfffff800123460c0\*/);
  });
});

describe('what stands around the frames of a screen', () => {
  const screen = new Asked(readSample('psod-spin-count-owner.psod'));
  const fault = new Asked(readSample('psod-page-fault.psod'));

  test('the prefix of a log line: when, and on which PCPU', () => {
    const line = '⟧)Saved backtrace from';
    assert.match(screen.hover(`⟦2021-03-18T06:42:17.335Z${line.replace(')', ' cpu7:2104713)')}`), /in UTC/);
    assert.match(screen.hover(`2021-03-18T06:42:17.335Z ⟦cpu7:2104713${line}`), /^\*\*PCPU 7\*\* · \*panicked\*/);
  });

  test('the letters of the PCPUs', () => {
    assert.match(screen.hover('PCPU  0: ⟦VSVSUVVVSVVUVSVV⟧'), /^\*\*PCPU state\*\*/);
  });

  test('a PCPU anywhere in a message', () => {
    const headline = 'PCPU 2 locked up. Failed to ack TLB invalidate (total of 1 locked up, PCPU(s): 2).';
    assert.match(new Asked(printScreen({ headline })).hover('^⟦PCPU 2⟧ locked up'), /^\*\*PCPU 2\*\* · \*world 1026\*/);
  });

  test('the parts of a fault: world, instruction, address', () => {
    assert.match(fault.hover('in world ⟦2097903⟧:HELPER'), /\*world\*[^]*A world is a thread of the vmkernel/);
    assert.match(fault.hover('2097903:⟦HELPER_UPLIN⟧ IP'), /A worker of the vmkernel/);
    assert.match(fault.hover('IP ⟦0x42001ea4ea6f⟧ addr'), /the code of the frame csnicRxRingStatsSum/);
    assert.match(fault.hover('addr ⟦0x28⟧'), /close to zero: most likely a null pointer/);
  });
});
