/** Commands that lenses and hovers name and the client carries out. Arguments: see `protocol.ts`. */
export const TRIAGE_COMMAND = 'dumplens.triage';
export const SHOW_LOCATIONS_COMMAND = 'dumplens.showLocations';
