import * as vscode from 'vscode';
import type { Question } from '../features.js';
import { ASK } from './ask.js';
import { openSample, positionOf, until } from './samples.js';

/** A setting that changes what is to be seen: what is there with its default, and with another value. */
interface Row {
  readonly setting: string;
  readonly value: unknown;
  readonly ask: Question;
  readonly sees: { readonly before: RegExp; readonly after: RegExp };
}

const NOTHING = /^$/;

/** Those whose effect is seen elsewhere are tested there: docs/features.md says where. */
const ROWS: readonly Row[] = [
  {
    setting: 'codeLens.enabled',
    value: false,
    ask: 'lenses',
    sees: { before: /Triage this crash/, after: NOTHING },
  },
  {
    setting: 'inlayHints.values',
    value: false,
    ask: 'hints',
    sees: { before: /12 d 4 h 51 min/, after: NOTHING },
  },
  {
    setting: 'inlayHints.roles',
    value: true,
    ask: 'hints',
    sees: { before: /^28: [^\n]*$/, after: /^12: waits$/m },
  },
  {
    setting: 'diagnostics.enabled',
    value: false,
    ask: 'findings',
    sees: { before: /unreliable-symbols/, after: NOTHING },
  },
];

for (const { setting, value, ask, sees } of ROWS) {
  describe(`the setting dumplens.${setting}`, () => {
    const settings = () => vscode.workspace.getConfiguration('dumplens');
    const set = (to: unknown) => settings().update(setting, to, vscode.ConfigurationTarget.Global);
    afterEach(() => set(undefined));

    it(`is heeded at once: ${String(value)}`, async () => {
      const document = await openSample('psod-spin-count.psod');
      const place = { document, position: positionOf(document, 'SP_WaitLock'), words: '' };
      const see = async () => (await ASK[ask](place)).join('\n');
      await until(see, (seen) => sees.before.test(seen));
      await set(value);
      await until(see, (seen) => sees.after.test(seen));
    });
  });
}
