/** client/markdown/slim - stands in for markdown-it's `Token`. */

type Attribute = [name: string, value: string | number];

export class Token {
  type: string;
  tag: string;
  nesting: -1 | 0 | 1;
  attrs: Attribute[] | null = null;
  map: [number, number] | null = null;
  level = 0;
  children: Token[] | null = null;
  content = '';
  markup = '';
  info = '';
  meta: unknown = null;
  block = false;
  hidden = false;

  constructor(type: string, tag: string, nesting: -1 | 0 | 1) {
    this.type = type;
    this.tag = tag;
    this.nesting = nesting;
  }

  attrGet(name: string): string | number | null {
    return this.attrs?.find(([one]) => one === name)?.[1] ?? null;
  }

  /** Of an attribute that it has not got yet. */
  attrSet(name: string, value: string | number): void {
    (this.attrs ??= []).push([name, value]);
  }
}
