/** perf/browser/page - what most pages do: all of the text is parsed again, sanitised, and put in place of what was there. */
import DOMPurify from 'dompurify';
import {marked} from 'marked';

let element;
let all = '';

/** @type {import('./technique.ts').Technique} */
export const technique = {
  start(main) {
    element = main;
  },
  write(text) {
    all += text;
    element.innerHTML = DOMPurify.sanitize(marked.parse(all));
  },
  end() {},
};
