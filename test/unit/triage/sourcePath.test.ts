import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileOfSource, moduleOfSource } from '../../../server/src/triage/sourcePath.js';

test('the path of a source names the module that it belongs to', () => {
  const PATHS: readonly (readonly [path: string, module: string | null, isDriver: boolean | null])[] = [
    ['bora/modules/vmkernel/lsom/lsom_example.c', 'lsom', false],
    ['/build/mts/release/bora-84374/bora/modules/vmkernel/tcpip/example.c', 'tcpip', false],
    ['vmkdrivers/src_9/drivers/net/tg3/tg3.c', 'tg3', true],
    ['vmkdrivers/src_9/drivers/scsi/mpt2sas/mpt2sas_base.c', 'mpt2sas', true],
    ['vmkdrivers/src_9/vmklinux_9/vmware/example.c', null, null],
    ['bora/vmkernel/main/example.c', null, null],
  ];
  for (const [path, module, isDriver] of PATHS) {
    const source = moduleOfSource(path);
    assert.deepEqual([source?.module ?? null, source?.isDriver ?? null], [module, isDriver], path);
  }
  assert.equal(fileOfSource('bora/vmkernel/main/example.c'), 'example.c');
});
