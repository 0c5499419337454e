import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactLines } from '../../../server/src/util/redact.js';

/** What is printed, and what is left of it. */
const LINES: readonly (readonly [what: string, printed: string, redacted: string])[] = [
  ['an address', 'answered by 10.20.30.40 at last', 'answered by 192.0.2.1 at last'],
  ['a long address', 'from fe80:1:2:3:4:5:6:7', 'from 2001:db8::1'],
  ['a network card', 'vmnic0 00:50:56:ab:cd:ef down', 'vmnic0 00:00:5e:00:53:01 down'],
  ['a UUID', 'vm 564d1b2c-1a2b-3c4d-5e6f-708192a3b4c5 died', 'vm 00000000-0000-0000-0000-000000000000 died'],
  ['a host', 'on esx07.fabrikam.local since', 'on host.example since'],
  ['a person', 'mail jane.doe@fabrikam.com now', 'mail user@host.example now'],
  ['a home', 'C:\\Users\\jane\\dump and /home/jane/dump', 'C:\\Users\\user\\dump and /home/user/dump'],
  ['a serial number', 'Serial Number: CZ1234567X', 'Serial Number: none'],
  ['a computer', 'Computer Name: FAB-SQL-07', 'Computer Name: none'],
  ['a world', 'in world 2097321:web server 01 IP 0x10', 'in world 1000:world IP 0x10'],
  ['a virtual machine', '3:2097321/vmm0:web01', '3:1000/vmm0:vm'],
  ['when it was logged', '2021-03-18T06:42:17.318Z cpu7:2097321)Panic', 'Panic'],
  ['an address of 32 bits', '0x1426a18:[0x61f8bd]Panic+0x10', '0x1000001:[0x600002]Panic+0x10'],
  ['an address of ESXi', '0x453a1b89bd20', '0x400000000001'],
  ['an address of Windows', 'fffff802`1a2b3c4d', 'fffff800`00000001'],
  ['an address of a program', '00007ff6`1a2b3c4d', '00007000`00000001'],
];

for (const [what, printed, redacted] of LINES) {
  test(`${what} is made neutral`, () => assert.deepEqual(redactLines([printed]), [redacted]));
}

/** What says nothing of a host and much of the crash. */
const KEPT = [
  'VMware ESXi 7.0.3 [Releasebuild-19193900 x86_64]',
  'DPC_WATCHDOG_VIOLATION (133)',
  'Arg1: 0000000000000001, the sum of all DPCs',
  'Arg1: ffffffffc0000005, the exception',
  'eax=0xffffffff and 00000000`00000000',
  'Windows 10 Version 10.0.22621.2506',
  'nt!KiUpdateRunTime+0x5d of com.vmware.driverAPI-9.2.3.0',
];

for (const line of KEPT) {
  test(`${line} stays`, () => assert.deepEqual(redactLines([line]), [line]));
}

test('the same address becomes the same in all lines', () => {
  assert.deepEqual(redactLines(['0x1426a18', '0x1426a6c', '0x1426a18']), ['0x1000001', '0x1000002', '0x1000001']);
});

test('a line of redacted words is redacted no further', () => {
  const once = redactLines(LINES.map(([, printed]) => printed));
  assert.deepEqual(redactLines(once), once);
});
