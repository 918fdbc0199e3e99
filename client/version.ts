/** client - the version of the elements, the same as the package's: `scripts/build-client.ts` refuses to build when they differ. */
export const version = '0.1.0';
