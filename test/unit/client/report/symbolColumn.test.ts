import assert from 'node:assert/strict';
import { test } from 'node:test';
import { symbolColumn } from '../../../../client/src/report/symbolColumn.js';

/** The rest of the line from the column on. */
function found(line: string, label: string): string | null {
  const column = symbolColumn(line, label);
  return column === null ? null : line.slice(column);
}

test('an old purple screen prints no module', () => {
  assert.equal(
    found('0x1402a90:[0x634ff3]SP_WaitLock+0x1ca stack: 0x1', 'SP_WaitLock+0x1ca'),
    'SP_WaitLock+0x1ca stack: 0x1',
  );
});

test('a newer one prints the module behind the symbol', () => {
  const line = '0x451a2f39b680:[0x41801f9106b7]SP_WaitLock@vmkernel#nover+0xd7 stack: 0x0';
  assert.equal(found(line, 'vmkernel!SP_WaitLock+0xd7'), 'SP_WaitLock@vmkernel#nover+0xd7 stack: 0x0');
});

test('WinDbg prints it before, and a module may be called like its function', () => {
  assert.equal(found('00000000`00000000 : disk!disk+0x1c', 'disk!disk+0x1c'), 'disk+0x1c');
});

test('a frame without a symbol, and another line than expected', () => {
  assert.equal(found('fffff800`1234 : 0xfffff800`1234', 'nt!+0x10'), null);
  assert.equal(found('VMK uptime: 1:00:00:00.000', 'SP_WaitLock+0x1ca'), null);
});
