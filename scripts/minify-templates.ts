/** scripts - an esbuild plugin: a line break with its indentation in an html`…` of an element is one space, as it is on the page. */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';
import ts from 'typescript';

const lineBreak = /\s*\n\s*/g;

export const minifyTemplates: Plugin = {
  name: 'minify-templates',
  setup(build) {
    build.onLoad({filter: /client[/\\](?:elements|controllers)[/\\][\w-]+\.ts$/}, async ({path}) => ({contents: onOneLine(await readFile(path, 'utf8')), loader: 'ts'}));
  },
};

/** A module with the markup in its templates on one line. */
export function onOneLine(source: string): string {
  let result = source;
  // From the end, so that places stay right.
  for (const {pos, end} of markupIn(ts.createSourceFile('', source, ts.ScriptTarget.Latest)).toReversed()) {
    result = result.slice(0, pos) + result.slice(pos, end).replaceAll(lineBreak, ' ') + result.slice(end);
  }
  return result;
}

/** Where markup stands, in order. */
function markupIn(node: ts.Node): readonly ts.TextRange[] {
  const own = ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && ['html', 'svg'].includes(node.tag.text) ? textsOf(node.template) : [];
  const inside: ts.TextRange[] = [];
  ts.forEachChild(node, (child) => void inside.push(...markupIn(child)));
  return [...own, ...inside].toSorted((a, b) => a.pos - b.pos);
}

/** A template's own texts, without what is put in between. */
const textsOf = (template: ts.TemplateLiteral): readonly ts.TextRange[] => (ts.isTemplateExpression(template) ? [template.head, ...template.templateSpans.map(({literal}) => literal)] : [template]);
