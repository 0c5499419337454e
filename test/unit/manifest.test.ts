/** What VS Code shows of the extension before any of its code runs: commands, menus, settings, the walkthrough. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Setting {
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly scope?: string;
}

interface Step {
  readonly description: string;
  readonly completionEvents?: readonly string[];
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
};

const COMMANDS = new Set(contributes.commands.map(({ command }) => command));
const PALETTE = contributes.menus.commandPalette ?? [];

/** Needs no crash and no document, so that the palette has it everywhere. */
const FROM_NOTHING = 'dumplens.openSample';

describe('each command', () => {
  for (const { command, title, category, icon = '' } of contributes.commands) {
    test(`${command} has an icon, and a title that reads like those beside it`, () => {
      assert.match(icon, /^\$\([a-z-]+\)$/);
      assert.match(title, /^[A-Z][^.:]*[^.:\s]$/);
      assert.equal(category, 'Dump Lens');
    });

    test(`${command} is offered by the palette where it makes sense only`, () => {
      const rules = PALETTE.filter((entry) => entry.command === command);
      assert.deepEqual(
        rules.map(({ when = '' }) => when === ''),
        command === FROM_NOTHING ? [] : [false],
      );
    });
  }
});

describe('each menu', () => {
  for (const [menu, entries] of Object.entries(contributes.menus)) {
    test(`${menu} has commands and submenus that there are, each once`, () => {
      const submenus = new Set(contributes.submenus.map(({ id }) => id));
      const ids = entries.map(({ command, submenu }) => command ?? submenu ?? '');
      assert.deepEqual(
        ids.filter((id) => !COMMANDS.has(id) && !submenus.has(id)),
        [],
      );
      assert.equal(new Set(ids).size, ids.length);
    });
  }
});

describe('each setting', () => {
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    test(`${name} is described with an example, and has a default and a scope`, () => {
      assert.match(setting.markdownDescription ?? '', /^[A-Z].*\bfor example\b.*\.$/i);
      assert.ok(setting.default !== undefined && setting.scope !== undefined);
      if (setting.enum) assert.ok(setting.enum.some((value) => value === setting.default));
    });
  }
});

describe('the walkthrough', () => {
  test('leads to commands that there are', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const named = steps.flatMap(({ description, completionEvents = [] }) => [
      ...[...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => command),
      ...completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? event.slice('onCommand:'.length) : [])),
    ]);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((command) => !COMMANDS.has(command)),
      [],
    );
  });
});
