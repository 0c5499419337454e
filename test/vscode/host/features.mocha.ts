import * as vscode from 'vscode';
import { ROWS } from '../features.js';
import { ASK } from './ask.js';
import { openSample, positionOf, until, writeSample } from './samples.js';

for (const { feature, ask, sample, text, at = '', after, says } of ROWS) {
  describe(`the feature "${feature}"`, () => {
    const where = at === '' ? sample : `${at.trim()} in ${sample}`;
    it(`${ask} of ${where}: ${says.map(String).join(' and ')}`, async () => {
      if (text !== undefined) await writeSample(sample, text);
      const document = await openSample(sample);
      const isName = ask === 'workspace symbols';
      const position = isName ? new vscode.Position(0, 0) : positionOf(document, at, after);
      await until(
        async () => (await ASK[ask]({ document, position, words: at })).join('\n'),
        (answer) => says.every((words) => words.test(answer)),
      );
    });
  });
}
