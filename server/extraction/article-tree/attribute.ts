/** server/extraction - the attributes of elements of the light document tree, and what a style says of being hidden. */

/** An attribute. */
export interface Attribute {
  readonly name: string;
  value: string;
  cloneNode(): Attribute;
}

/** An attribute, and copies of it. */
export const toAttribute = (name: string, value: string): Attribute => ({name, value, cloneNode: () => toAttribute(name, value)});

/** The declarations that hide an element; empty where there is none. */
export type HidingStyle = Readonly<Record<'display' | 'visibility', string>>;

/** Reads them from a `style` attribute. */
export const readStyle = (style: string | null): HidingStyle => (style === null ? plain : {display: declared(style, display), visibility: declared(style, visibility)});

const plain: HidingStyle = {display: '', visibility: ''};
const display = /(?:^|;)\s*display\s*:\s*([\w-]+)/iu;
const visibility = /(?:^|;)\s*visibility\s*:\s*([\w-]+)/iu;
const declared = (style: string, property: RegExp): string => property.exec(style)?.[1]?.toLowerCase() ?? '';
