import {expect} from 'chai';
import {ChunkGraph} from '../../scripts/chunk-graph.ts';

const chunks = (imports: readonly string[]) => [
  {path: 'core.js', source: 'client/elements/define-elements.ts', imports: ['shared.js']},
  {path: 'shared.js', source: undefined, imports: []},
  {path: 'answering.js', source: 'client/answering.ts', imports: ['core.js', 'shared.js']},
  {path: 'late.js', source: 'client/elements/llm-turn-actions.ts', imports},
];

describe('ChunkGraph', () => {
  it('knows what is needed when', () => {
    const graph = new ChunkGraph(chunks(['core.js']));
    expect(['core.js', 'shared.js', 'answering.js', 'late.js'].map((path) => graph.needOf(path))).to.deep.equal(['first', 'first', 'answer', 'extra']);
    expect(graph.pathOf('client/answering.ts')).to.equal('answering.js');
    expect(() => graph.pathOf('client/nothing.ts')).to.throw('Nothing was built from client/nothing.ts');
  });

  it('takes a script that is fetched later and imports the core alone', () => {
    new ChunkGraph(chunks(['core.js', 'shared.js'])).expectWhole();
  });

  it('refuses one that imports another that is fetched later: it could not be asked for again by itself', () => {
    expect(() => new ChunkGraph(chunks(['core.js', 'answering.js'])).expectWhole()).to.throw('late.js imports answering.js');
  });
});
