/** Documents that exist only as previews of other ones, as these were printed. */
export const PREVIEW_SCHEME = 'dumplens-normalised';

/** The parts of a preview's URI: it has the path of its document, for the name, and carries the rest in its query. */
export function previewParts(document: { readonly path: string; toString(): string }) {
  return { scheme: PREVIEW_SCHEME, path: document.path, query: JSON.stringify({ document: document.toString() }) };
}

/** The document of which a URI is the preview; null where it is none. */
export function previewedDocument({ scheme, query }: { readonly scheme: string; readonly query: string }) {
  if (scheme !== PREVIEW_SCHEME) return null;
  try {
    const carried = JSON.parse(query) as { readonly document?: unknown } | null;
    return typeof carried?.document === 'string' ? carried.document : null;
  } catch {
    return null;
  }
}
