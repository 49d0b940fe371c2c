/** How `npm test -- --host electron` reaches the specs. */
export const HOST_VARIABLE = 'GODWIT_TEST_HOST';
