/** Answers as older clients read them. */
import type { DocumentSymbol, Location, LocationLink, SymbolInformation } from 'vscode-languageserver-types';

/** Links without the words that they stand at. */
export function toLocations(links: readonly LocationLink[]): Location[] {
  return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
}

/** An outline as a list; each entry names the one that it stands in. */
export function flattenSymbols(
  symbols: readonly DocumentSymbol[],
  uri: string,
  containerName?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
    ...flattenSymbols(children, uri, name),
  ]);
}
