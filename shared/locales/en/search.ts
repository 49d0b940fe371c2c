/** The search box and the state of a search. */
export const search = {
  title: 'Search mail',
  thisFolder: 'This folder',
  allFolders: 'All folders',
  leave: 'Leave the search',
  where: 'Where to search',
  searchIn: 'Search in',
  searchInScope: 'Search in: {{scope}}',
  searching: 'Searching…',
} as const;
