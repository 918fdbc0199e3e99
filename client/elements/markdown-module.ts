/** client/elements - the Markdown renderer, fetched when the first question is asked and kept for all windows. */
import type {IncrementalMarkdown} from '../markdown/incremental-markdown.ts';

/** What is used of the module. */
export interface MarkdownModule {
  readonly IncrementalMarkdown: typeof IncrementalMarkdown;
}

let present: MarkdownModule | undefined;
let loading: Promise<MarkdownModule> | undefined;

/** The renderer, if it is there already. */
export const markdownIfLoaded = (): MarkdownModule | undefined => present;

/** Fetches the renderer and warms it up; a failed fetch is tried again by the next call. */
export function loadMarkdown(): Promise<MarkdownModule> {
  loading ??= import('../markdown/incremental-markdown.ts').then(
    (module) => {
      module.warmUp();
      return (present = module);
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
