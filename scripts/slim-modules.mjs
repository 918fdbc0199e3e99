// scripts - what stands in for markdown-it's own dependencies, in the bundle and in the browser tests alike.

/** @type {Readonly<Record<string, string>>} */
export const slimmed = {
  entities: 'client/markdown/slim/entities.ts',
  'linkify-it': 'client/markdown/slim/linkify-it.ts',
  'uc.micro': 'client/markdown/slim/uc-micro.ts',
};
