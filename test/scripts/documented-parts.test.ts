/** Every part that `llm-window` is said to have is there, and reaches the page; and every one that reaches it is said. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'chai';
import {answerParts} from '../../client/elements/answer-parts.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What draws each element's shadow, below `client/`. */
const drawnBy: Readonly<Record<string, readonly string[]>> = {
  'llm-window': ['llm-window', 'window-foot', 'window-launcher', 'window-bar', 'turn-view'].map((name) => `elements/${name}.ts`),
  'llm-answer': ['elements/llm-answer.ts', 'elements/answer-frame.ts', 'elements/citation-cards.ts', 'elements/code-copy.ts', 'markdown/citation-link.ts', 'markdown/footnote-book.ts', 'markdown/images.ts', 'markdown/extras/draw-diagram.ts'],
};
const filesOf = (tag: string): readonly string[] => drawnBy[tag] ?? [`elements/${tag}.ts`];
const sourceOf = (tag: string): string => filesOf(tag).map((path) => read(`client/${path}`)).join('\n');

/** The parts that stand in an element's own shadow. */
function partsIn(tag: string): readonly string[] {
  const source = sourceOf(tag);
  const written = [/[\s<]part="([\w-]+)"/g, /'part', '([\w-]+)'/g, /part\.add\('([\w-]+)'\)/g].flatMap((form) => [...source.matchAll(form)].map(([, part]) => part ?? ''));
  const chosen = [...source.matchAll(/\spart=\$\{[^}]*?\? '([\w-]+)' : '([\w-]+)'\}/g)].flatMap(([, one = '', other = '']) => [one, other]);
  return [...written, ...chosen];
}

/** What an element forwards of another's parts, as `[inner, outer]`. Lists that are made by the module are made here. */
function forwarded(tag: string, child: string): readonly (readonly [string, string])[] {
  const source = sourceOf(tag);
  const [, literal, name] = new RegExp(`<${child}\\b[^>]*?exportparts=(?:"([^"]*)"|\\$\\{(\\w+)\\})`, 's').exec(source.replaceAll('=>', '')) ?? [];
  const list = literal ?? (name === undefined ? '' : valueOf(name, source));
  return list.split(', ').filter(Boolean).map((pair) => pair.split(': ')).map(([inner = '', outer = inner]) => [inner, outer] as const);
}

/** Of a text that is made of {@link answerParts}. */
function valueOf(name: string, source: string): string {
  const [, made = ''] = new RegExp(`^const ${name} = (.*);$`, 'm').exec(source) ?? [];
  const listed = /answerParts\.map\(\(part\) => `([^`]*)`\)\.join\(', '\)/.exec(made);
  const list = answerParts.map((part) => (listed?.[1] ?? '').replaceAll('${part}', part)).join(', ');
  return made.startsWith('`') ? made.slice(1, -1).replace(/\$\{answerParts.*\}$/, list) : list;
}

/** The parts of an element that whoever holds it can style. */
function reachable(tag: string): readonly string[] {
  const children = new Set([...sourceOf(tag).matchAll(/<(llm-[\w-]+)/g)].map(([, child = '']) => child));
  children.delete(tag);
  return [
    ...partsIn(tag),
    ...[...children].flatMap((child) => {
      const inner = new Set(reachable(child));
      return forwarded(tag, child).map(([from, to]) => {
        expect(inner, `${tag} forwards a part of ${child}`).to.include(from);
        return to;
      });
    }),
  ];
}

const documented = (tag: string): readonly string[] => [...read(`client/elements/${tag}.ts`).matchAll(/@csspart ([\w-]+) - /g)].map(([, part = '']) => part);

describe('the parts of llm-window', () => {
  it('are all said, and all there', () => {
    expect(documented('llm-window')).to.have.members([...new Set(reachable('llm-window'))]);
  });

  it('are all in the docs', () => {
    const table = read('docs/embedding.md').split('| Where | Parts |')[1]?.split('\n\n')[0] ?? '';
    expect([...table.matchAll(/`([\w-]+)`/g)].map(([, part]) => part)).to.have.members(documented('llm-window'));
  });

  for (const tag of ['llm-answer', 'llm-answers', 'llm-sources', 'llm-progress', 'llm-question-form', 'llm-status', 'llm-turn-actions']) {
    it(`are said by ${tag} of its own`, () => {
      expect(documented(tag)).to.have.members([...new Set(partsIn(tag))]);
    });
  }
});
