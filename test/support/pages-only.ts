/** test/support - what a search finds, without what it says besides. */
import {filter, type OperatorFunction} from 'rxjs';
import {type FoundPage, isNotice, type SearchItem} from '../../server/search/search-provider.ts';

/** Drops notices. */
export const pagesOnly = (): OperatorFunction<SearchItem, FoundPage> => filter((item): item is FoundPage => !isNotice(item));
