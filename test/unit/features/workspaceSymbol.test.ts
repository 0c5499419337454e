import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findWorkspaceSymbols, selectSymbols } from '../../../server/src/service.js';
import { Asked, URI } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';

const both = new Asked(`${readSample('psod-spin-count-owner.psod')}\n${readSample('windbg-0x133-driver.txt')}`);
const found = (query: string): readonly string[] =>
  selectSymbols(findWorkspaceSymbols(both.opened, URI), query).map(
    ({ name, containerName }) => `${name} (${containerName ?? ''})`,
  );

describe('crashes and whom they blame', () => {
  test('all of them', () => {
    const names = findWorkspaceSymbols(both.opened, URI).map(({ name }) => name);
    assert.deepEqual(names.slice(0, 3), [
      'Spin count exceeded - possible deadlock with PCPU 3',
      'hbr_filter!TransferDispatchExtent',
      'DPC_WATCHDOG_VIOLATION (133)',
    ]);
    assert.match(names[3] ?? '', /^contosonic/);
  });

  test('what fits the letters of a query in their order, in either case', () => {
    assert.match(found('dpcwatch')[0] ?? '', /^DPC_WATCHDOG_VIOLATION/);
    assert.match(found('hbr')[0] ?? '', /^hbr_filter.*\(blamed, /);
    assert.deepEqual(found('godhctaw'), []);
  });

  test('each leads to its line', () => {
    const [blamed] = selectSymbols(findWorkspaceSymbols(both.opened, URI), 'hbr_filter');
    assert.equal(blamed?.location.uri, URI);
    const range = 'range' in blamed.location ? blamed.location.range : undefined;
    assert.match(both.opened.lines[range?.start.line ?? 0] ?? '', /hbr_filter/);
  });
});

test('a text without a crash has none', () => {
  assert.deepEqual(findWorkspaceSymbols(new Asked('nothing\n').opened, URI), []);
});
