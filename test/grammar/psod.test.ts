import { testLines } from './scopes.js';

testLines('psod', [
  {
    what: 'the headline of ESX 3.5',
    line: 'VMware ESX Server [Releasebuild-153875]',
    scopes: { 'VMware ESX Server': 'entity.name.section.product', '153875': 'constant.numeric.build' },
  },
  {
    what: 'the headline of ESXi, behind a log prefix and a terminal colour',
    line: '2021-03-18T06:42:17.318Z cpu7:2104713)^[[45m^[[33;1mVMware ESXi 7.0.1 [build-16850804 x86_64]^[[0m',
    scopes: {
      '2021-03-18T06:42:17.318Z': 'comment.line.log-prefix.time',
      'cpu7:2104713)': 'comment.line.log-prefix.cpu',
      '^[[33;1m': 'comment.block.escape',
      '7.0.1': 'constant.numeric.version',
      x86_64: 'constant.language.architecture',
    },
  },
  {
    what: 'the headline without its closing bracket',
    line: 'VMware ESX [Releasebuild-164009 X86_64',
    scopes: { 'VMware ESX': 'entity.name.section.product', '164009': 'constant.numeric.build' },
  },
  {
    what: 'a spin count with the name of the lock',
    line: '@BlueScreen: Spin count exceeded (pathListLock) - possible deadlock',
    scopes: {
      '@BlueScreen:': 'keyword.control.panic',
      'Spin count exceeded': 'keyword.control.panic',
      pathListLock: 'variable.other.lock',
    },
  },
  {
    what: 'a spin count with the CPU of the owner',
    line: 'Spin count exceeded - possible deadlock with PCPU 3',
    scopes: { 'possible deadlock': 'keyword.control.panic', PCPU: 'keyword.other.cpu', '3': 'constant.numeric.cpu' },
  },
  {
    what: 'a page fault',
    line: '#PF Exception 14 in world 2097903:HELPER_UPLIN IP 0x42001ea4ea6f addr 0x28',
    scopes: {
      '#PF': 'entity.name.type.exception',
      '14': 'constant.numeric.vector',
      '2097903': 'constant.numeric.world',
      HELPER_UPLIN: 'string.unquoted.world',
      IP: 'variable.other.register',
      '0x28': 'constant.numeric.hex',
    },
  },
  {
    what: 'a protection fault of ESX 4.0',
    line: '#GP Exception(13) in world 4130:helper13-0 @ 0x41803739e303',
    scopes: { '#GP': 'entity.name.type.exception', '13': 'constant.numeric.vector', 'helper13-0': 'string.unquoted' },
  },
  {
    what: 'an assertion with its source line',
    line: 'NOT_IMPLEMENTED bora/vmkernel/main/world.c:2307',
    scopes: {
      NOT_IMPLEMENTED: 'keyword.control.panic',
      'bora/vmkernel/main/world.c': 'string.unquoted.path',
      '2307': 'constant.numeric.line',
    },
  },
  {
    what: 'registers, with all ones apart from the rest',
    line: 'ebp=0x1426a18 esi=0xffffffff err=-1 FSbase:0x0',
    scopes: {
      ebp: 'variable.other.register',
      '0x1426a18': 'constant.numeric.hex',
      '0xffffffff': 'constant.language.all-ones',
      '-1': 'constant.language.all-ones',
      FSbase: 'variable.other.register',
    },
  },
  {
    what: 'registers of an Arm host',
    line: '[12]         ffffed40 [pc]     42003b744d54',
    scopes: { '12': 'variable.other.register', ffffed40: 'constant.numeric.hex', pc: 'variable.other.register' },
  },
  {
    what: 'the list of PCPUs, with a star at the one that panicked',
    line: '4:1113/vmm1:web0 *5:1029/idle5',
    scopes: {
      '4': 'constant.numeric.cpu',
      'vmm1:web0': 'string.unquoted.world',
      '*': 'keyword.control.panicking',
      '1029': 'constant.numeric.world',
    },
  },
  {
    what: 'the panicking PCPU of ESXi and the states of all',
    line: '*PCPU7:2104713/vmm0:app01 PCPU  0: VSVSUVVV',
    scopes: {
      '*': 'keyword.control.panicking',
      '7': 'constant.numeric.cpu',
      'vmm0:app01': 'string.unquoted.world',
      VSVSUVVV: 'constant.character.cpu-state',
    },
  },
  {
    what: 'a 32-bit frame',
    line: '0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, 0x9d7d07',
    scopes: {
      '0x1426a6c': 'constant.numeric.hex.stack-address',
      '0x62db87': 'constant.numeric.hex.code-address',
      SP_WaitLock: 'entity.name.function',
      '0x1b6': 'constant.numeric.hex.offset',
      'stack:': 'keyword.other.stack',
      '0x9d7d07': 'constant.numeric.hex.stack-word',
    },
  },
  {
    what: 'a frame of the kernel',
    line: '0x451a2f39b680:[0x41801f9106b7]SP_WaitLock@vmkernel#nover+0xd7 stack: 0x430a5e4c1b40',
    scopes: {
      vmkernel: 'entity.name.namespace.module',
      nover: 'constant.other.version',
      '0xd7': 'constant.numeric.hex',
    },
  },
  {
    what: 'a frame of a driver',
    line: '0x451a3b11bd60:[0x418020fad08d]TransferDispatchExtent@(hbr_filter)#<None>+0x14d stack: 0x0',
    scopes: { TransferDispatchExtent: 'entity.name.function', hbr_filter: 'entity.name.namespace.module' },
  },
  {
    what: 'a frame of a driver with a vendor and a version',
    line: '0x4390ce41be70:[0x4180230838ad]netdev_tx@com.vmware.driverAPI#9.2+0x846 stack:',
    scopes: { 'com.vmware.driverAPI': 'entity.name.namespace.module', '9.2': 'constant.other.version' },
  },
  {
    what: 'a frame without a symbol',
    line: '0xfffffffffc0863d8:[0xfffffffffc22633b]<unknown> stack: 0x0',
    scopes: { '<unknown>': 'constant.language.unknown-symbol' },
  },
  {
    what: 'a frame in the short form of an article',
    line: '[0x42001f3b988f]VmMemCowHintUpdatePost@vmkernel#nover+0x94',
    scopes: { '0x42001f3b988f': 'constant.numeric.hex.code-address', VmMemCowHintUpdatePost: 'entity.name.function' },
  },
  {
    what: 'a frame of gdb',
    line: '#3 0x0000420039a1 in FS3_MemAlloc (size=...) at bora/modules/vmfs/fs3.c:229',
    scopes: { '#3': 'constant.numeric.frame', FS3_MemAlloc: 'entity.name.function', '229': 'constant.numeric.line' },
  },
  {
    what: 'the heading of a saved backtrace',
    line: 'Saved backtrace from: pcpu 3 SpinLock spin out NMI',
    scopes: { 'Saved backtrace from:': 'entity.name.section', '3': 'constant.numeric.cpu' },
  },
  {
    what: 'a frame of a saved backtrace that carries its tag',
    line: 'cpu78:2098455)pcpu 118 Heartbeat NMI: 0x453b0:[0x4200a]Timer_GetCycles@vmkernel#nover+0x10',
    scopes: {
      'pcpu 118 Heartbeat NMI:': 'comment.line.log-prefix.saved-backtrace',
      Timer_GetCycles: 'entity.name.function',
    },
  },
  {
    what: 'page table entries',
    line: 'PTEs:0x1049f8027;0x0;',
    scopes: { PTEs: 'variable.other.page-table', '0x1049f8027': 'constant.numeric.hex' },
  },
  {
    what: 'the start of the code and the uptime',
    line: 'Code start: 0x41801f800000 VMK uptime: 63:15:27:04.916',
    scopes: { '0x41801f800000': 'constant.numeric.hex.code-address', '63:15:27:04.916': 'constant.numeric.time' },
  },
  {
    what: 'a machine check up to ESXi 6.0',
    line: 'MC:PCPU42 B:4 S:0xbe00000000800400 M:0x41800fd5315c A:0x41800fd5315c 5',
    scopes: { 'MC:': 'keyword.control.machine-check', '42': 'constant.numeric.cpu', '4': 'constant.numeric.bank' },
  },
  {
    what: 'a machine check since ESXi 6.5',
    line: 'cpu42:2098001)ALERT: MCA: 200: UC Excp G5 B1 Sbf80000000000114 Aaf9e74900 M86 Paf9e74900/4',
    scopes: {
      'ALERT:': 'keyword.other.severity',
      UC: 'keyword.control.machine-check',
      bf80000000000114: 'constant.numeric.hex',
      'af9e74900/4': 'constant.numeric.hex',
    },
  },
  {
    what: 'how far the dump came',
    line: 'Starting coredump to disk Starting coredump to disk Dumping using slot 1 of 1... log',
    scopes: {
      'Starting coredump to disk Starting coredump to disk Dumping using slot 1 of 1... log':
        'comment.line.dump-progress',
    },
  },
  {
    what: 'the module that ESX 9 names',
    line: 'Module(s) involved in panic: [lpfc 14.4.390.20-36vmw.901 (External)]',
    scopes: { lpfc: 'entity.name.namespace.module', '14.4.390.20-36vmw.901': 'constant.other.version' },
  },
]);
