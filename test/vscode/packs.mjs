/** Packs that the tests put into a workspace. */

/** What a team knows of the lock in the purple screen with a spin count; its advice is `Install our patch 7`. */
export const PATH_LIST_PACK = `pack: known-issues
id: team-issues
system: any
entries:
  - id: team-path-list
    title: The path list lock is lost
    dialect: psod
    when: { message: [pathListLock] }
    checkOnly: false
    cause: A path is removed while the list is read.
    fix: Install our patch 7.
    references: []
    basis: seen
`;
