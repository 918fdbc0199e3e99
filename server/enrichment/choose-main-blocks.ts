/** server/enrichment - tells a page's content from what stands around it. */
import type {PlacedBlock} from './block-builder.ts';
import {Place} from './html-elements.ts';
import type {TextBlock} from './page-reader.ts';

/** One way to tell content from the rest, and the share of the text that must remain for it to be believed. */
interface Narrowing {
  readonly keeps: (block: PlacedBlock) => boolean;
  readonly share: number;
}

const isIn = (place: number) => (block: PlacedBlock) => (block.place & place) !== 0;
const isNotIn = (place: number) => (block: PlacedBlock) => (block.place & place) === 0;
const isNoMenuLine = ({kind, linked, text}: PlacedBlock) => kind === 'heading' || linked <= 0.5 || text.length >= 80;

/** In this order. The shares are those that kept content and lost menus best on some three hundred real pages of all kinds. */
const narrowings: readonly Narrowing[] = [
  {keeps: isNotIn(Place.noscript), share: 0.1},
  {keeps: isNotIn(Place.aside), share: 0.05},
  {keeps: isIn(Place.main), share: 0.25},
  {keeps: isIn(Place.article), share: 0.5},
  {keeps: isNotIn(Place.form), share: 0.5},
  {keeps: isNoMenuLine, share: 0.6},
];

/**
 * The blocks that carry a page's content, in reading order: without navigation and menus, those in `<main>` and `<article>` where there is one.
 * A narrowing that would leave too little is not made, so that a page with text never comes out empty.
 */
export const chooseMainBlocks = (blocks: readonly PlacedBlock[]): readonly TextBlock[] =>
  narrowings.reduce(narrow, blocks).map(({place: _, linked: _linked, ...block}) => block);

function narrow(blocks: readonly PlacedBlock[], {keeps, share}: Narrowing): readonly PlacedBlock[] {
  const kept = blocks.filter(keeps);
  return lengthOf(kept) >= share * lengthOf(blocks) ? kept : blocks;
}

const lengthOf = (blocks: readonly PlacedBlock[]): number => blocks.reduce((length, {text}) => length + text.length, 0);
