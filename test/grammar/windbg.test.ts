import { testLines } from './scopes.js';

testLines('windbg', [
  {
    what: 'a prompt with its command',
    line: '3: kd> !locks -v 0x80d8b0b0',
    scopes: {
      '3': 'constant.numeric.cpu',
      'kd>': 'keyword.control.prompt',
      '!locks': 'support.function.command',
      '0x80d8b0b0': 'constant.numeric.hex',
    },
  },
  {
    what: 'the banner of the debugger',
    line: 'Microsoft (R) Windows Debugger Version 10.0.25200.1003 AMD64',
    scopes: { 'Microsoft (R) Windows Debugger Version': 'entity.name.section', '10.0.25200.1003': 'constant.numeric' },
  },
  {
    what: 'the system of the dump',
    line: 'Windows 10 Kernel Version 19041 MP (12 procs) Free x64',
    scopes: { '19041': 'constant.numeric.build' },
  },
  {
    what: 'the time of the dump',
    line: 'Debug session time: Tue Feb  9 03:12:50.117 2021 (UTC + 1:00)',
    scopes: { 'Debug session time': 'variable.other.property', '03:12:50.117': 'constant.numeric.time' },
  },
  {
    what: 'the uptime',
    line: 'System Uptime: 8 days 14:02:31.640',
    scopes: { '8': 'constant.numeric.time', '14:02:31.640': 'constant.numeric.time' },
  },
  {
    what: 'the title of the analysis',
    line: '*                        Bugcheck Analysis                                    *',
    scopes: { '*': 'comment.line.rule', 'Bugcheck Analysis': 'markup.heading.analysis' },
  },
  {
    what: 'the name and the code of a bug check',
    line: 'DPC_WATCHDOG_VIOLATION (133)',
    scopes: { DPC_WATCHDOG_VIOLATION: 'entity.name.section.bug-check', '133': 'constant.numeric.hex.bug-check' },
  },
  {
    what: 'an argument',
    line: 'Arg2: 0000000000001e00, The watchdog period (in ticks).',
    scopes: { Arg2: 'variable.parameter.argument', '0000000000001e00': 'constant.numeric.hex.argument' },
  },
  {
    what: 'the bug check in one line',
    line: 'BugCheck 139, {4, fffff8028227c4f0, fffff8028227c448, 0}',
    scopes: { '139': 'constant.numeric.hex.bug-check', fffff8028227c448: 'constant.numeric.hex.argument' },
  },
  {
    what: 'who probably caused it',
    line: 'Probably caused by : ntkrnlmp.exe ( nt!KiDoubleFaultAbort+b2 )',
    scopes: {
      'ntkrnlmp.exe': 'entity.name.namespace.module',
      KiDoubleFaultAbort: 'entity.name.function',
      b2: 'constant.numeric.hex.offset',
    },
  },
  {
    what: 'the stop of a live system',
    line: '*** Fatal System Error: 0x000000ce',
    scopes: { '*** Fatal System Error': 'keyword.control.bug-check', '0x000000ce': 'constant.numeric.hex.bug-check' },
  },
  {
    what: 'a key with a symbol that carries no 0x',
    line: 'SYMBOL_NAME:  contosonic!RxRing_Refill+1b4',
    scopes: {
      SYMBOL_NAME: 'variable.other.property.key',
      contosonic: 'entity.name.namespace.module',
      RxRing_Refill: 'entity.name.function',
      '1b4': 'constant.numeric.hex.offset',
    },
  },
  {
    what: 'a key with a number',
    line: 'CURRENT_IRQL:  d',
    scopes: { d: 'constant.numeric.hex' },
  },
  {
    what: 'a bucket, which is no call site',
    line: 'FAILURE_BUCKET_ID:  AV_fabrikamusb!unknown_function',
    scopes: { 'AV_fabrikamusb!unknown_function': 'string.unquoted.bucket' },
  },
  {
    what: 'the name of a pair',
    line: '    Key  : WER.OS.Version',
    scopes: { Key: 'keyword.other.key', 'WER.OS.Version': 'variable.other.property.key' },
  },
  {
    what: 'the value of a pair',
    line: '    Value: 10.0.19041.1',
    scopes: { Value: 'keyword.other.value', '10.0.19041.1': 'string.unquoted.value' },
  },
  {
    what: 'a 64-bit frame with arguments',
    line: 'fffff880`0b6d3550 fffff800`5e9caec6 : 00000000`00000001 fffffa80`2f63c101 00000000`00251c0a fffffa80`41d0e000 : nt!KeUpdateTime+0x2ec',
    scopes: {
      'fffff880`0b6d3550': 'constant.numeric.hex.stack-address',
      'fffff800`5e9caec6': 'constant.numeric.hex.code-address',
      '00000000`00000001 fffffa80`2f63c101 00000000`00251c0a fffffa80`41d0e000': 'constant.numeric.hex.stack-word',
      nt: 'entity.name.namespace.module',
      KeUpdateTime: 'entity.name.function',
      '0x2ec': 'constant.numeric.hex.offset',
    },
  },
  {
    what: 'a frame with a number and a source line',
    line: '0a fffff802`3d2a3c08 fffff802`3bc371c2 dokan1!DokanDispatch+0x7e [d:\\dokan\\sys\\dispatch.c @ 43] ',
    scopes: {
      '0a': 'constant.numeric.frame',
      'fffff802`3bc371c2': 'constant.numeric.hex.code-address',
      'd:\\dokan\\sys\\dispatch.c': 'string.unquoted.path',
      '43': 'constant.numeric.line',
    },
  },
  {
    what: 'a frame with the memory it takes',
    line: '02       140 fffff803`7a483e50 fffff803`768620e3     nt!KiDoubleFaultAbort+0x2c3',
    scopes: { '02': 'constant.numeric.frame', '140': 'constant.numeric.memory', nt: 'entity.name.namespace.module' },
  },
  {
    what: 'a frame without a stack pointer',
    line: '03 fffff803`768620e3 : 00000000`00000001 00000000`00000002 00000000`00000003 00000000`00000004 : nt!KeBugCheckEx',
    scopes: { 'fffff803`768620e3': 'constant.numeric.hex.code-address', KeBugCheckEx: 'entity.name.function' },
  },
  {
    what: 'a 32-bit frame',
    line: '8e2c8c28 819ded4f 00300033 00000000 00000000 nt!ExFreePoolWithTag+0x43d (FPO: [SEH])',
    scopes: {
      '8e2c8c28': 'constant.numeric.hex.stack-address',
      '819ded4f': 'constant.numeric.hex.code-address',
      ExFreePoolWithTag: 'entity.name.function',
      '(FPO: [SEH])': 'comment.block.note',
    },
  },
  {
    what: 'a frame that was inlined',
    line: '08 (Inline Function) --------`-------- netkvm!CNdisRefCounter::Release+0x7',
    scopes: { '(Inline Function)': 'storage.modifier.inline', 'CNdisRefCounter::Release': 'entity.name.function' },
  },
  {
    what: 'a frame of an extension',
    line: ' 0 fffffb00851ef1d0 fffff8023184056e nt!KxWaitForSpinLockAndAcquire+0x1c',
    scopes: { fffffb00851ef1d0: 'constant.numeric.hex.stack-address', '0x1c': 'constant.numeric.hex.offset' },
  },
  {
    what: 'a frame of a module without symbols',
    line: 'fffff807`712e9810 fffff807`8a3d4a91     : fabrikamusb+0x3d2c',
    scopes: { fabrikamusb: 'entity.name.namespace.module', '0x3d2c': 'constant.numeric.hex.offset' },
  },
  {
    what: 'a symbol that the compiler made',
    line: "fffff880`0b6d34d0 fffff800`5e2d987c : nt! ?? ::FNODOBFM::`string'+0x147d0",
    scopes: { "?? ::FNODOBFM::`string'": 'entity.name.function', '0x147d0': 'constant.numeric.hex.offset' },
  },
  {
    what: 'a symbol with a template',
    line: '09 ffffd001`b1ec21d0 fffff800`a89d12a5 netkvm!CParaNdisTX::DoWithTXLock<<lambda_0d17> >+0x87',
    scopes: { 'CParaNdisTX::DoWithTXLock<<lambda_0d17> >': 'entity.name.function' },
  },
  {
    what: 'a frame whose backticks were escaped',
    line: '> ffffd001\\`528e3fb0 fffff802\\`cfbc2c33 : nt!KiExceptionDispatch+0xf',
    scopes: {
      'ffffd001\\`528e3fb0': 'constant.numeric.hex.stack-address',
      KiExceptionDispatch: 'entity.name.function',
    },
  },
  {
    what: 'the heads of the columns',
    line: ' # Child-SP          RetAddr               Call Site',
    scopes: { '# Child-SP          RetAddr               Call Site': 'comment.line.column-header' },
  },
  {
    what: 'registers',
    line: 'rip=fffff8078a3d3d2c rsp=fffff807712e9810 r10=fffff8078a3d4a20',
    scopes: {
      rip: 'variable.other.register',
      fffff8078a3d3d2c: 'constant.numeric.hex',
      r10: 'variable.other.register',
    },
  },
  {
    what: 'flags',
    line: 'iopl=0         nv up ei pl zr na po nc',
    scopes: { iopl: 'variable.other.register', 'nv up ei pl zr na po nc': 'constant.language.flags' },
  },
  {
    what: 'an instruction',
    line: 'fffff807`8a3d3d2c 488b4828        mov     rcx,qword ptr [rax+28h]',
    scopes: {
      'fffff807`8a3d3d2c': 'constant.numeric.hex.code-address',
      '488b4828': 'comment.line.machine-code',
      mov: 'keyword.other.instruction',
    },
  },
  {
    what: 'a warning in a stack',
    line: 'WARNING: Stack unwind information not available. Following frames may be wrong.',
    scopes: { 'WARNING:': 'keyword.other.severity' },
  },
  {
    what: 'a row of the module list',
    line: 'fffff805`26e10000 fffff805`26e3e000   contosonic   (private pdb symbols)  contosonic.pdb',
    scopes: {
      'fffff805`26e10000': 'constant.numeric.hex.code-address',
      contosonic: 'entity.name.namespace.module',
      '(private pdb symbols)': 'comment.block.symbol-state',
    },
  },
  {
    what: 'the owner of a resource',
    line: '     Threads: ffffbd81a5175080-01<*> ffffbd81a5175110-01',
    scopes: { ffffbd81a5175080: 'constant.numeric.hex.thread', '<*>': 'keyword.control.owner' },
  },
  {
    what: 'a row of an error record',
    line: 'Severity      : Fatal (1)',
    scopes: { Severity: 'variable.other.property' },
  },
]);
