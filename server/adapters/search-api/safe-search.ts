/** server/adapters/search-api - how much of what no decent page shows may be among the results. */
export type SafeSearch = 'off' | 'moderate' | 'strict';
