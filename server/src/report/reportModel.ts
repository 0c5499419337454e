/**
 * What the report page shows, ready for drawing: plain texts and lines, no logic left to do.
 * Every text may hold words of the log; whoever draws them escapes them.
 */
export interface ReportModel {
  readonly uri: string;
  /** Version of the text that this was made from. */
  readonly version: number;
  /** This crash's index among those of the document. */
  readonly index: number;
  /** Every crash of the document, in the order of the text. */
  readonly crashes: readonly { readonly headline: string; readonly line: number }[];
  /** `PSOD`, `WinDbg`. */
  readonly dialectLabel: string;
  readonly headline: string;
  readonly headlineLine: number;
  /** `VMware ESX Server, build 207095`, `up 6 d 9 h 43 min`, ...: shown in a row. */
  readonly facts: readonly string[];
  /** What system this is, how old and how long supported: `ESXi 5.1 Update 1, released 25 April 2013; ...`; may be empty. */
  readonly release: string;
  /** How this crash stands to the others of its log: `crash 2 of 2 in this log, ...`; empty where it is the only one. */
  readonly timeline: string;
  /** The verdict: the sentences that answer the question, then what they leave out; the latter may be empty. */
  readonly lead: string;
  readonly rest: string;
  readonly category: string;
  readonly blamed: { readonly label: string; readonly line: number | null };
  /** Who has what is waited for; null where nobody waits. */
  readonly owner: { readonly label: string; readonly known: boolean } | null;
  readonly confidence: { readonly level: 'high' | 'medium' | 'low'; readonly note: string | null };
  readonly graph: ReportGraph;
  readonly stories: readonly ReportStory[];
  readonly evidence: readonly { readonly line: number; readonly why: string }[];
  readonly alternatives: readonly {
    readonly title: string;
    readonly why: string;
    readonly links: readonly ReportLink[];
  }[];
  readonly wouldChange: readonly string[];
  readonly nextSteps: readonly {
    readonly title: string;
    readonly command: string | null;
    /** Where the command is typed: `in WinDbg`; null where there is none. */
    readonly place: string | null;
    readonly url: string | null;
  }[];
  readonly references: readonly ReportLink[];
  readonly counterparts: readonly {
    readonly idea: string;
    readonly esxi: string;
    readonly windows: string;
    readonly linux: string;
  }[];
  readonly signature: string;
  /** Crashes with the same signature, in this document and in the others that are open. */
  readonly similar: readonly SimilarCrash[];
}

export interface SimilarCrash {
  readonly uri: string;
  readonly index: number;
  /** The document's name without its folder. */
  readonly document: string;
  readonly headline: string;
  readonly line: number;
}

export interface ReportLink {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
}

export interface ReportGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The graph in one sentence, for readers who do not see it. */
  readonly description: string;
}

export interface GraphNode {
  readonly id: string;
  /** `victim`: waits and panicked. `waiter`: waits. `resource`: lock, firmware operation. `owner`: known. `candidate`: possible owner. */
  readonly kind: 'victim' | 'waiter' | 'resource' | 'owner' | 'candidate';
  readonly label: string;
  readonly detail: string | null;
  readonly line: number | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** `sure` is drawn solid, `candidate` dotted; `cycle` is sure, too, and a part of a deadlock. */
  readonly style: 'sure' | 'candidate' | 'cycle';
}

/** One stack's story. */
export interface ReportStory {
  readonly title: string;
  /** How the log calls it, where the title does not say enough; else null. */
  readonly subject: string | null;
  readonly parts: readonly ReportPart[];
}

export interface ReportPart {
  readonly name: 'noticed' | 'asking' | 'running' | 'interrupted';
  readonly label: string;
  /** A sentence; empty where nothing is known beyond the label. */
  readonly text: string;
  readonly frames: readonly {
    readonly line: number;
    readonly label: string;
    readonly note: string | null;
    readonly noteKind: 'plain' | 'guess' | 'link';
  }[];
  /** `+ 3 frames of interrupt entry`; null where all are shown. */
  readonly more: string | null;
}
