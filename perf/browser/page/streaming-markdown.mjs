/** perf/browser/page - streaming-markdown with its default renderer. */
import {default_renderer, parser, parser_end, parser_write} from 'streaming-markdown';

let open;

/** @type {import('./technique.ts').Technique} */
export const technique = {
  start(main) {
    open = parser(default_renderer(main));
  },
  write(text) {
    parser_write(open, text);
  },
  end() {
    parser_end(open);
  },
};
