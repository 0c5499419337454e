/** Watches over the language server: what it is busy with, and what happens when it ends by itself. */
import type { Middleware } from 'vscode-languageclient';
import type * as vscode from 'vscode';
import type { CaseParams } from '../../../server/src/protocol.js';
import { BusyDocuments } from './busyDocuments.js';
import { RestartAllowance } from './restartAllowance.js';

/** What became of a server that ended. */
export interface Ended {
  readonly restarts: boolean;
  /** The document that is not given to it again; null where none is to blame or it gets another chance. */
  readonly setAside: string | null;
}

export class Supervisor {
  private readonly busy = new BusyDocuments();
  private readonly allowance = new RestartAllowance();
  /** By document: to be called when it was read. */
  private readonly reading = new Map<string, () => void>();

  isSetAside(uri: string): boolean {
    return this.busy.isSetAside(uri);
  }

  /** A document was read to its end. */
  wasRead({ uri }: CaseParams): void {
    this.endReading(uri);
  }

  /** The reader wants to try again. */
  forgive(): void {
    this.busy.forgetAll();
    this.allowance.renew();
  }

  /** The server ended by itself. */
  serverEnded(): Ended {
    const suspect = this.busy.serverEnded();
    this.reading.clear();
    const setAside = suspect !== null && this.busy.isSetAside(suspect) ? suspect : null;
    if (setAside !== null) this.allowance.renew();
    return { restarts: this.allowance.take(), setAside };
  }

  /** Notes what the server is given, and keeps from it what it does not survive. */
  middleware(): Pick<Middleware, 'didOpen' | 'didChange' | 'didClose' | 'handleDiagnostics' | 'sendRequest'> {
    return {
      didOpen: async (document, next) => {
        if (this.beginReading(document)) await next(document);
      },
      didChange: async (event, next) => {
        if (this.beginReading(event.document)) await next(event);
      },
      didClose: async (document, next) => {
        const uri = document.uri.toString();
        this.endReading(uri);
        this.busy.forget(uri);
        await next(document);
      },
      // Of a pack no case is told; what is wrong with it is told when it was read.
      handleDiagnostics: (uri, diagnostics, next) => {
        this.endReading(uri.toString());
        next(uri, diagnostics);
      },
      sendRequest: async (type, param, token, next) => {
        const uri = documentOf(param);
        const end = uri === null ? null : this.busy.begin(uri, 'question');
        try {
          return await next(type, param, token);
        } finally {
          end?.();
        }
      },
    };
  }

  /** False: the document is set aside. */
  private beginReading({ uri }: vscode.TextDocument): boolean {
    const key = uri.toString();
    if (this.busy.isSetAside(key)) return false;
    this.endReading(key);
    this.reading.set(key, this.busy.begin(key, 'reading'));
    return true;
  }

  private endReading(uri: string): void {
    this.reading.get(uri)?.();
    this.reading.delete(uri);
  }
}

/** The document that a request is about; null where it is about none. */
export function documentOf(params: unknown): string | null {
  if (typeof params !== 'object' || params === null) return null;
  const { textDocument, uri } = params as {
    readonly textDocument?: { readonly uri?: unknown };
    readonly uri?: unknown;
  };
  const named = textDocument?.uri ?? uri;
  return typeof named === 'string' ? named : null;
}
