/** Where searches go unless the reader says otherwise. */
const USUAL_TEMPLATE = 'https://duckduckgo.com/?q={query}';

/** The address of a search. A template that has no place for the words, or is no secure address, counts as not set. */
export function searchAddress(template: string, query: string): string {
  const isUsable = template.startsWith('https://') && template.includes('{query}');
  return (isUsable ? template : USUAL_TEMPLATE).replaceAll('{query}', encodeURIComponent(query));
}
