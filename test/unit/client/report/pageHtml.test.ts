import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeNonce, pageHtml } from '../../../../client/src/report/pageHtml.js';

const resources = { script: 'vscode:/report.js', style: 'vscode:/report.css', cspSource: 'vscode:', nonce: 'n0nce' };

test('everything is forbidden but the own style sheet and the script with the nonce', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(resources))?.[1];
  assert.equal(policy, "default-src 'none'; style-src vscode:; script-src 'nonce-n0nce'");
});

test('the page has one script, and it carries the nonce', () => {
  assert.deepEqual(pageHtml(resources).match(/<script[^>]*>/g), ['<script nonce="n0nce" src="vscode:/report.js">']);
});

test('no two nonces are the same', () => {
  const nonces = new Set(Array.from({ length: 100 }, makeNonce));
  assert.equal(nonces.size, 100);
  for (const nonce of nonces) assert.match(nonce, /^[\da-f]{32}$/);
});
