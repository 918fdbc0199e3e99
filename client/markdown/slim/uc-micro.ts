/** client/markdown/slim - stands in for `uc.micro`: classes of characters, as every browser knows them. */
export const P = /\p{P}/u;
export const S = /\p{S}/u;
export const Z = /\p{Z}/u;
export const Cc = /\p{Cc}/u;
export const Any = /[^]/u;
