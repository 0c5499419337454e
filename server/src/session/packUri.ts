/** The folder of a workspace whose packs are read without being named, and how files in it are called. */
const IN_PACK_FOLDER = /\/\.dumplens\/[^/?#]+\.(?:json|ya?ml)$/i;

/** Whether a document lies where packs are read without being named, or will once it is saved. */
export function isInPackFolder(uri: string): boolean {
  return IN_PACK_FOLDER.test(uri);
}

/** Whether a pack is written in JSON; YAML is what remains. */
export function isJson(uri: string): boolean {
  return /\.json$/i.test(uri);
}
