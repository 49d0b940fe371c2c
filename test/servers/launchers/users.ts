/** Who can log in to every server under test. */

export const USERS = [{ name: 'alice', password: 'alice-pw' }, { name: 'bob', password: 'bob-pw' }] as const;

/** For making other people's shared folders, where a server has such a person. */
export const ADMINISTRATOR = { name: 'postmaster', password: 'postmaster-pw' } as const;
