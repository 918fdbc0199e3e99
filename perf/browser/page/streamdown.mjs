/** perf/browser/page - streamdown in React, as it comes. */
import {createElement} from 'react';
import {createRoot} from 'react-dom/client';
import {Streamdown} from 'streamdown';

let root;
let all = '';

/** @type {import('./technique.ts').Technique} */
export const technique = {
  start(main) {
    root = createRoot(main);
  },
  write(text) {
    all += text;
    root.render(createElement(Streamdown, null, all));
  },
  end() {},
};
