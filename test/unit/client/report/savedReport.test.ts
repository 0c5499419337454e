import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savedReport } from '../../../../client/src/report/savedReport.js';

const saved = savedReport({
  content: '<main class="report"><h1>Spin count</h1></main>',
  style: 'h1 { color: var(--text); } </style><script>alert(1)</script>',
  headline: 'Spin count <exceeded>',
  document: 'host "12" & more.psod',
  version: '1.2.3',
});

test('it forbids itself everything but its own style sheet', () => {
  assert.match(saved, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
});

test('it is named by the headline and the log, whose words stay words', () => {
  assert.ok(saved.includes('<title>Spin count &lt;exceeded&gt; · host &quot;12&quot; &amp; more.psod</title>'));
});

test('its style sheet cannot end before its end', () => {
  assert.equal(saved.match(/<\/style>/g)?.length, 1);
});

test('it says at its end what made it, and from what', () => {
  assert.match(
    saved,
    /<h1>Spin count<\/h1>\s*<p class="origin">Made by Dump Lens 1\.2\.3 from [^]*more\.psod[^]*<\/main>/,
  );
});
