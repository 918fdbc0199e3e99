/** server - the version, the same as the package's: a test sees to it. */
export const version = '0.1.0';
