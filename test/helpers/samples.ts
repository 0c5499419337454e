import { readdirSync, readFileSync } from 'node:fs';

/** Every sample that holds a crash. */
export const SAMPLES: readonly string[] = readdirSync('samples').filter((name) => name !== 'README.md');

/** The text of a sample. */
export function readSample(name: string): string {
  return readFileSync(`samples/${name}`, 'utf8');
}

/** Files of the project that speak of crashes and hold none. */
export function ownTexts(): readonly { readonly file: string; readonly text: string }[] {
  const sources = ['server/src', 'client/src', 'client/webview'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  );
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'samples/README.md'];
  return [...sources, ...documents].map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
