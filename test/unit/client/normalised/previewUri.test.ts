import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PREVIEW_SCHEME, previewedDocument, previewParts } from '../../../../client/src/normalised/previewUri.js';

const documentUri = { path: '/logs/host 12.psod', toString: () => 'file:///logs/host%2012.psod?version=2#L3' };

test('a preview has the name of its document and knows all of its address', () => {
  const parts = previewParts(documentUri);
  assert.equal(parts.scheme, PREVIEW_SCHEME);
  assert.equal(parts.path, documentUri.path);
  assert.equal(previewedDocument(parts), documentUri.toString());
});

test('anything else is the preview of nothing', () => {
  assert.equal(previewedDocument({ scheme: 'file', query: previewParts(documentUri).query }), null);
  for (const query of ['', '{}', '{"document":7}', 'null', '{"document":']) {
    assert.equal(previewedDocument({ scheme: PREVIEW_SCHEME, query }), null, query);
  }
});
