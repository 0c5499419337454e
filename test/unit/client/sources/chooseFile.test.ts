import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseFile, fileName } from '../../../../client/src/sources/chooseFile.js';

describe('the name of a printed file', () => {
  test('is what stands behind the last folder, on either system', () => {
    assert.equal(fileName('d:\\sys\\dispatch.c'), 'dispatch.c');
    assert.equal(fileName('bora/vmkernel/main/world.c'), 'world.c');
    assert.equal(fileName('rx_ring-2.cpp'), 'rx_ring-2.cpp');
  });

  test('is none where a search would take it for a pattern', () => {
    for (const printed of ['d:\\sys\\*.c', 'a{b,c}.c', 'x?.c', '[a].c', '', 'd:\\sys\\']) {
      assert.equal(fileName(printed), null, printed);
    }
  });
});

describe('the file that is meant', () => {
  test('is the one whose folders fit best', () => {
    const paths = ['/repo/usb/sys/dispatch.c', '/repo/net/sys/dispatch.c', '/repo/dispatch.c'];
    assert.equal(chooseFile('d:\\build\\net\\sys\\dispatch.c', paths), '/repo/net/sys/dispatch.c');
    assert.equal(chooseFile('D:\\NET\\SYS\\Dispatch.c', paths), '/repo/net/sys/dispatch.c');
  });

  test('is the first by name where several fit alike', () => {
    assert.equal(chooseFile('dispatch.c', ['/b/dispatch.c', '/a/dispatch.c']), '/a/dispatch.c');
  });

  test('is none where none has the name', () => {
    assert.equal(chooseFile('d:\\sys\\dispatch.c', ['/repo/sys/dispatch.cpp']), null);
    assert.equal(chooseFile('d:\\sys\\dispatch.c', []), null);
  });
});
