import { ruleOfClasses } from '../bugCheckClass.js';
import { step } from '../facts.js';

const COMMON = {
  category: 'storage',
  accused: 'nobody',
  confidence: 'low',
  accuses: '',
  clears: '{who} only asked for the data; the way to the disk failed.',
  steps: [
    step(
      'Read the errors of the disk and its controller',
      "wevtutil qe System /q:\"*[System[Provider[@Name='disk' or @Name='storahci' or @Name='stornvme']]]\" /f:text /c:20 /rd:true",
    ),
    step('Check the file system', 'chkdsk /scan'),
  ],
  wouldChange: ['a status that speaks of memory instead of the disk', 'a clean log of the disk and its controller'],
  counterparts: ['hung-io'],
} as const;

/**
 * A page or a block could not be read. Whoever wanted it is on the stack and innocent: the way to the disk failed,
 * which is the disk, its cable, its controller or the network of storage. A third party on the stack only asked.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x7a--kernel-data-inpage-error
 */
export const storageFailure = ruleOfClasses('storage-failure', [
  {
    ...COMMON,
    codes: ['0x1e', '0x3b', '0x7e', '0x8e'],
    firstArgument: ['0xc0000006', '0xffffffffc0000006'],
    says: 'code or data of the kernel could not be read back from its file',
  },
  { ...COMMON, codes: ['0x7a', '0x77'], says: 'a page of the kernel could not be read from the disk' },
  {
    ...COMMON,
    codes: ['0x154'],
    says: 'the store of compressed pages met an exception, mostly a page that could not be read',
  },
  { ...COMMON, codes: ['0x7b', '0xed'], says: 'the disk that Windows starts from could not be reached' },
  { ...COMMON, codes: ['0x24', '0x12c'], says: 'the file system found damage or an exception that it did not expect' },
]);
