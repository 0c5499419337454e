import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { printAnalysis } from '../../helpers/transcripts.js';

/** Keys that `!analyze -v` prints, in its order, with a value each. */
const SINGLE_KEYS: readonly string[] = [
  'BUGCHECK_CODE:  d1',
  'BUGCHECK_P1: 28',
  'BUGCHECK_P2: 2',
  'BUGCHECK_P3: 0',
  'BUGCHECK_P4: fffff80312345678',
  'BUGCHECK_STR:  0xD1',
  'FAULT_INSTR_CODE:  c70f8b48',
  'READ_ADDRESS:  0000000000000028',
  'WRITE_ADDRESS:  0000000000000028',
  'MM_INTERNAL_CODE:  2',
  'FAULTING_IP:  contosonic+1230',
  'EXCEPTION_CODE: (NTSTATUS) 0xc0000005 - The instruction referenced memory.',
  'EXCEPTION_CODE_STR:  c0000094',
  'EXCEPTION_PARAMETER1:  0000000000000000',
  'EXCEPTION_PARAMETER2:  0000000000000028',
  'EXCEPTION_RECORD:  ffffc00212345678',
  'ERROR_CODE: (NTSTATUS) 0xc0000006 - The page could not be read.',
  'TRAP_FRAME:  ffffc00212345678',
  'CONTEXT:  ffffc00212345678',
  'DEFAULT_BUCKET_ID:  WIN8_DRIVER_FAULT',
  'CPU_COUNT: 8',
  'CPU_MICROCODE: 6,9e,9,0 (F,M,S,R)',
  'CUSTOMER_CRASH_COUNT:  1',
  'PROCESS_NAME:  System',
  'CURRENT_IRQL:  2',
  'DPC_STACK_BASE:  FFFFF80312345FB0',
  'BLACKBOXBSD: 1 (!blackboxbsd)',
  'LAST_CONTROL_TRANSFER:  from fffff80312345678 to fffff80312345999',
  'STACK_COMMAND:  .trap 0xffffc00212345678 ; kb',
  'SYMBOL_NAME:  nt!KeBugCheckEx+10',
  'MODULE_NAME: storport',
  'IMAGE_NAME:  storport.sys',
  'IMAGE_VERSION:  10.0.19041.1',
  'DEBUG_FLR_IMAGE_TIMESTAMP:  5f1a2b3c',
  'BUCKET_ID_FUNC_OFFSET:  10',
  'FAILURE_BUCKET_ID:  AV_contosonic!Send',
  'BUCKET_ID:  AV_contosonic!Send',
  'PRIMARY_PROBLEM_CLASS:  AV_contosonic!Send',
  'FOLLOWUP_NAME:  MachineOwner',
  'OS_VERSION:  10.0.19041.1',
  'BUILDLAB_STR:  vb_release',
  'OSPLATFORM_TYPE:  x64',
  'OSNAME:  Windows 10',
  'FAILURE_ID_HASH:  {01234567-89ab-cdef-0123-456789abcdef}',
  'FREED_POOL_TAG:  Cnto',
  'SPECIAL_POOL_CORRUPTION_TYPE:  23',
  'IP_IN_PAGED_CODE:  contosonic!Init+10',
  'FAILED_INSTRUCTION_ADDRESS:  contosonic+10',
  'VERIFIER_DRIVER_ENTRY: dt nt!_MI_VERIFIER_DRIVER_ENTRY ffffc00212345678',
  'PROCESS_OBJECT: ffffc00212345678',
  'DRVPOWERSTATE_SUBCODE:  3',
  'DPC_TIMEOUT_TYPE:  SINGLE_DPC_TIMEOUT_EXCEEDED',
];

/** Names of KEY_VALUES_STRING, and of families that grow with each version of the debugger. */
const PAIR_KEYS: readonly string[] = [
  'Analysis.CPU.mSec',
  'Analysis.Elapsed.mSec',
  'Analysis.IO.Read.Mb',
  'Analysis.Memory.CommitPeak.Mb',
  'Analysis.Some.Later.Name',
  'Bugcheck.Code.KiBugCheckData',
  'Bugcheck.Code.LegacyAPI',
  'Dump.Attributes.AsUlong',
  'Dump.Attributes.SomethingNew',
  'Failure.Bucket',
  'Failure.Hash',
  'Failure.Exception.IP.Module',
  'FailFast.Name',
  'FailFast.Type',
  'Faulting.IP.Type',
  'Hypervisor.Enlightenments.ValueHex',
  'Hypervisor.Flags.SomethingNew',
  'Hypervisor.RootFlags.IsHyperV',
  'SecureKernel.HalpHvciEnabled',
  'Stack.Pointer',
  'Timeline.OS.Boot.DeltaSec',
  'WER.OS.Branch',
  'WER.OS.Timestamp',
];

const printPair = (key: string, value: string): string => `    Key  : ${key}\n    Value: ${value}`;

const asked = new Asked(
  printAnalysis({
    headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
    parameters: ['28', '2', '0', 'fffff80312345678'],
    keys: ['KEY_VALUES_STRING: 1', '', ...PAIR_KEYS.map((key) => printPair(key, `of ${key}`)), '', ...SINGLE_KEYS],
    frames: ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'contosonic!Send+0x10'],
  }),
);

describe('hovers of the keys of an analysis', () => {
  for (const key of SINGLE_KEYS.map((line) => line.slice(0, line.indexOf(':')))) {
    test(`${key} has an entry`, () => {
      assert.match(asked.hover(`^⟦${key}⟧:`), /\*analyze key\*/);
    });
  }

  for (const key of PAIR_KEYS) {
    test(`${key} has an entry of its own or of its family`, () => {
      const hover = asked.hover(`Key  : ⟦${key}⟧`);
      assert.match(hover, /\*analyze key\*/);
      assert.ok(hover.replaceAll('\\', '').startsWith(`**${key}**`), hover);
    });
  }
});

describe('hovers of the values of an analysis', () => {
  const VALUES: readonly (readonly [marked: string, says: RegExp])[] = [
    ['CURRENT_IRQL:  ⟦2⟧', /^\*\*IRQL 2\*\*/],
    ['EXCEPTION_CODE: ⟦(NTSTATUS) 0xc0000005⟧', /STATUS_ACCESS_VIOLATION/],
    ['EXCEPTION_CODE_STR:  ⟦c0000094⟧', /DIVIDE/],
    ['ERROR_CODE: ⟦(NTSTATUS) 0xc0000006⟧', /STATUS_IN_PAGE_ERROR/],
    ['BUGCHECK_CODE:  ⟦d1⟧', /^\*\*DRIVER_IRQL_NOT_LESS_OR_EQUAL\*\*/],
    ['BUGCHECK_STR:  ⟦0xD1⟧', /^\*\*DRIVER_IRQL_NOT_LESS_OR_EQUAL\*\*/],
    ['BUGCHECK_P2: ⟦2⟧', /^\*\*Arg2 = 0x2|^\*\*Arg2 = 0x2/],
    ['MODULE_NAME: ⟦storport⟧', /^\*\*storport\*\*/],
    ['IMAGE_NAME:  ⟦storport.sys⟧', /^\*\*storport\*\*/],
    ['SYMBOL_NAME:  ⟦nt!KeBugCheckEx+10⟧', /^\*\*KeBugCheckEx\*\* · \*nt\*/],
    ['DEFAULT_BUCKET_ID:  ⟦WIN8_DRIVER_FAULT⟧', /generic label/],
    ['PROCESS_NAME:  ⟦System⟧', /^\*\*PROCESS_NAME\*\*/],
  ];

  for (const [marked, says] of VALUES) {
    test(`${marked} says ${says.source}`, () => {
      assert.match(asked.hover(`^${marked}`), says);
    });
  }

  test('an interrupt level on Arm64 is one of x64', () => {
    const banner = 'Windows 10 Kernel Version 19041 MP (8 procs) Free ARM 64-bit (AArch64)\n';
    const arm = new Asked(banner + printAnalysis({ keys: ['CURRENT_IRQL:  d'], frames: ['nt!KeBugCheckEx'] }));
    assert.match(arm.hover('CURRENT_IRQL:  ⟦d⟧'), /^\*\*IRQL 13\*\* · \*Arm64\*/);
    assert.doesNotMatch(arm.hover('CURRENT_IRQL:  ⟦d⟧'), /No entry/);
  });

  test('the number of a fast fail is decimal', () => {
    const fast = new Asked(
      printAnalysis({
        headline: 'KERNEL_SECURITY_CHECK_FAILURE (139)',
        keys: ['KEY_VALUES_STRING: 1', printPair('FailFast.Type', '29')],
      }),
    );
    assert.match(fast.hover('Value: ⟦29⟧'), /FAST_FAIL_INVALID_BALANCED_TREE/);
  });

  test('a bug check in a key that is another one than the crash’s is not explained as this one', () => {
    const other = new Asked(printAnalysis({ keys: ['BUGCHECK_STR:  0x9F'], frames: ['nt!KeBugCheckEx'] }));
    assert.match(other.hover('BUGCHECK_STR:  ⟦0x9F⟧'), /^\*\*BUGCHECK_STR\*\*/);
  });
});
