import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  describeCopied,
  describeFailure,
  describeFaultyPacks,
  describeMissingPacks,
  describeNothing,
  describeSaved,
  Failure,
  MESSAGES,
} from '../../../client/src/messages.js';

const ALL: readonly string[] = [
  ...Object.values(MESSAGES),
  describeCopied('ticket'),
  describeFailure('The disk is full'),
  describeFaultyPacks(1),
  describeFaultyPacks(2),
  describeMissingPacks('dumplens.packs', '~/packs'),
  describeSaved('crash-report.html'),
  describeNothing('Mail of host 12.txt', 'No crash was found in this text.'),
];

describe('what a person is told', () => {
  for (const message of ALL) {
    test(`is short and calm: ${message}`, () => {
      assert.match(message, /^[A-Z\d]/);
      assert.ok(message.length <= 130, String(message.length));
      assert.doesNotMatch(message, /[!…]|\p{Extended_Pictographic}|error:|undefined/iu);
    });
  }

  test('names commands as the palette does', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly contributes: { readonly commands: readonly { readonly title: string }[] };
    };
    const titles = manifest.contributes.commands.map(({ title }) => title);
    for (const command of ['Restart the language server', 'Open as new document']) {
      assert.ok(titles.includes(command), command);
      assert.ok(ALL.some((message) => message.includes(`"${command}"`)));
    }
  });

  test('is a failure as it is, with its cause for the log', () => {
    const cause = new Error('ENOENT');
    const failure = new Failure('documentGone', cause);
    assert.equal(failure.message, MESSAGES.documentGone);
    assert.equal(failure.cause, cause);
  });

  test('stands nowhere else in the client', () => {
    const sources = readdirSync('client/src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    assert.ok(sources.length > 20);
    for (const file of sources) {
      const text = readFileSync(path.join('client/src', file), 'utf8');
      assert.doesNotMatch(text, /(?:show(?:Error|Warning|Information)Message|setStatusBarMessage)\(\s*['"`]/, file);
    }
  });
});
