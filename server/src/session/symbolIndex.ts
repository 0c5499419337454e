import type { WorkspaceSymbol } from 'vscode-languageserver-types';
import { selectSymbols } from '../service.js';

/**
 * The crashes of all open documents by name. It is kept while texts are read, so that looking for a crash reads none
 * anew, however many are open.
 */
export class SymbolIndex {
  private readonly symbols = new Map<string, readonly WorkspaceSymbol[]>();

  /** What a text holds now. */
  take(uri: string, symbols: readonly WorkspaceSymbol[]): void {
    this.symbols.set(uri, symbols);
  }

  drop(uri: string): void {
    this.symbols.delete(uri);
  }

  find(query: string): WorkspaceSymbol[] {
    return selectSymbols([...this.symbols.values()].flat(), query);
  }
}
