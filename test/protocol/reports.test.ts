import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import type { ExportParams, ExportResult, ReportParams, ReportResult } from '../../server/src/protocol.js';
import { EXPORT_REQUEST, REPORT_REQUEST } from '../../server/src/protocol.js';
import { buildReport, openCase } from '../../server/src/service.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample, SAMPLES } from '../helpers/samples.js';

describe('reports', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
    for (const sample of SAMPLES) await server.open(`file:///${sample}`, readSample(sample));
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  const report = (params: ReportParams): Promise<ReportResult> =>
    server.connection.sendRequest<ReportResult>(REPORT_REQUEST, params);
  const copy = (params: ExportParams): Promise<ExportResult> =>
    server.connection.sendRequest<ExportResult>(EXPORT_REQUEST, params);

  for (const sample of SAMPLES) {
    test(`${sample}: the report is that of the library`, async () => {
      const uri = `file:///${sample}`;
      const { model, dialect, remark } = await report({ uri });
      assert.deepEqual(
        model,
        JSON.parse(JSON.stringify(buildReport(openCase(readSample(sample)), 0, { uri, version: 1 }))),
      );
      assert.equal(dialect, sample.startsWith('psod') ? 'psod' : 'windbg');
      assert.equal(remark, '');
    });

    test(`${sample}: what is copied as JSON is what the command line prints`, async () => {
      const { text } = await copy({ uri: `file:///${sample}`, index: 0, format: 'json' });
      const { status, stdout } = spawnSync(
        process.execPath,
        ['dist/cli.js', 'triage', '--format', 'json', `samples/${sample}`],
        {
          encoding: 'utf8',
        },
      );
      assert.equal(status, 0);
      const { files } = JSON.parse(stdout) as { files: readonly { crashes: readonly unknown[] }[] };
      assert.equal(text, `${JSON.stringify(files[0]?.crashes[0], null, 2)}\n`);
    });

    test(`${sample}: what is copied as Markdown is what the command line prints`, async () => {
      const { text } = await copy({ uri: `file:///${sample}`, index: 0, format: 'markdown' });
      const { stdout } = spawnSync(
        process.execPath,
        ['dist/cli.js', 'triage', '--format', 'markdown', `samples/${sample}`],
        {
          encoding: 'utf8',
        },
      );
      assert.equal(stdout, `# samples/${sample}\n\n${text}`);
    });
  }

  test('a text that was never opened can be sent along', async () => {
    const { model, dialect } = await report({ uri: 'file:///big.log', text: readSample('windbg-0x133.txt') });
    assert.equal(dialect, 'windbg');
    assert.equal(model?.version, 0);
    assert.equal(model.blamed.label, 'firmware');
  });

  test('an open document’s own text counts, not the one that is sent along', async () => {
    const { model } = await report({ uri: 'file:///psod-spin-count.psod', text: readSample('windbg-0x133.txt') });
    assert.match(model?.headline ?? '', /^Spin count/);
  });

  test('without a crash the answer says what the text is instead', async () => {
    const linux = await report({ uri: 'file:///linux.log', text: '[ 1.5] Kernel panic - not syncing: x\n' });
    assert.equal(linux.model, null);
    assert.match(linux.remark, /Linux/);
    const nothing = await report({ uri: 'file:///unknown.log' });
    assert.deepEqual([nothing.model, nothing.remark], [null, 'No crash was found in this text.']);
  });

  test('the crash at a line, and the last one behind the end', async () => {
    const text = `${readSample('psod-spin-count.psod')}\n${readSample('windbg-0x133.txt')}`;
    const indexAt = async (line: number): Promise<number | undefined> =>
      (await report({ uri: 'file:///both.log', text, line })).model?.index;
    assert.deepEqual([await indexAt(3), await indexAt(45), await indexAt(100_000)], [0, 1, 1]);
  });

  test('there is nothing to copy where there is no crash', async () => {
    assert.deepEqual(await copy({ uri: 'file:///unknown.log', index: 0, format: 'json' }), { text: '' });
  });
});
