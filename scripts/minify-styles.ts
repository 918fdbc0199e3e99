/** scripts - an esbuild plugin: the text between css`…` in `*.styles.ts` files is minified as the style sheet it is. */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

const sheet = /css`([^`]*)`/g;

/** Sheets hold neither `${…}` nor escapes. One that does is left as it is: its text here is not the text that runs. */
export const minifyStyles: Plugin = {
  name: 'minify-styles',
  setup(build) {
    build.onLoad({filter: /\.styles\.ts$/}, async ({path}) => {
      const source = await readFile(path, 'utf8');
      const sheets = await Promise.all(
        [...source.matchAll(sheet)].map(async ([whole, css = '']) => {
          if (/\$\{|\\/.test(css)) return whole;
          const {code} = await build.esbuild.transform(css, {loader: 'css', minify: true, charset: 'utf8'});
          return `css\`${code.trim()}\``;
        }),
      );
      return {contents: source.replace(sheet, () => sheets.shift() ?? ''), loader: 'ts'};
    });
  },
};
