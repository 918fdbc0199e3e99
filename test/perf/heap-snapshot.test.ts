import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import {Worker} from 'node:worker_threads';
import {expect} from 'chai';
import {heapSizesOf} from '../../perf/support/heap-snapshot.ts';

const TYPES = ['hidden', 'array', 'string', 'object', 'code', 'closure', 'regexp', 'number', 'native', 'synthetic', 'concatenated string', 'sliced string', 'symbol', 'bigint', 'object shape'];
const EDGE_META = {edge_fields: ['type', 'name_or_index', 'to_node'], edge_types: [['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak'], 'string_or_number', 'node']};

/** As V8 writes it, with one edge from the root to each other node. */
function snapshotOf(fields: readonly string[], nodes: readonly Readonly<Record<string, number>>[]): string {
  const meta = {node_fields: fields, node_types: fields.map((field) => (field === 'type' ? TYPES : field === 'name' ? 'string' : 'number')), ...EDGE_META};
  const edges = nodes.slice(1).flatMap((_, index) => [1, index, (index + 1) * fields.length]);
  return JSON.stringify({snapshot: {meta, node_count: nodes.length, edge_count: nodes.length - 1, trace_function_count: 0, extra_native_bytes: 0}, nodes: nodes.flatMap((node) => fields.map((field) => node[field] ?? 0)), edges, strings: ['', 'tides']});
}

/** Of a thread that keeps what `source` comes to. */
async function sizesOfThread(source: string) {
  const worker = new Worker(`globalThis.kept = ${source}; require('node:worker_threads').parentPort.on('message', () => undefined).postMessage('kept')`, {eval: true, execArgv: []});
  try {
    await once(worker, 'message');
    return heapSizesOf(await text(await worker.getHeapSnapshot()));
  } finally {
    await worker.terminate();
  }
}

describe('perf: heap snapshot', () => {
  const type = (name: string) => TYPES.indexOf(name);
  const nodes = [
    {type: type('synthetic'), id: 1, edge_count: 5},
    {type: type('code'), id: 3, self_size: 1_000},
    {type: type('code'), id: 5, self_size: 200},
    {type: type('native'), id: 7, self_size: 50},
    {type: type('string'), name: 1, id: 9, self_size: 24},
    {type: type('object shape'), id: 11, self_size: 40},
    {type: type('object'), id: 13, self_size: 32},
  ];

  it('tells code, objects and what is outside apart', () => {
    expect(heapSizesOf(snapshotOf(['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'], nodes))).to.deep.equal({code: 1_200, objects: 96, native: 50});
  });

  it('finds type and size by their names, wherever a version of V8 puts them', () => {
    expect(heapSizesOf(snapshotOf(['id', 'self_size', 'trace_node_id', 'type', 'name'], nodes))).to.deep.equal({code: 1_200, objects: 96, native: 50});
  });

  it('is not read where nodes have no type or no size', () => {
    expect(() => heapSizesOf(snapshotOf(['name', 'id', 'self_size'], nodes))).to.throw('name, id, self_size');
    expect(() => heapSizesOf(snapshotOf(['type', 'name', 'id'], nodes))).to.throw('cannot be read');
  });

  it('of a thread that keeps 50,000 objects has their bytes among objects, and no more code', async () => {
    const [none, many] = await Promise.all([sizesOfThread('[]'), sizesOfThread('Array.from({length: 50_000}, (_, at) => ({at, more: at}))')]);
    // Three words and two fields of a word each, and a word in the list: 32 to 48 bytes, by whether pointers are compressed.
    expect(many.objects - none.objects).to.be.within(50_000 * 20, 50_000 * 60);
    expect(Math.abs(many.code - none.code)).to.be.below(100_000);
    expect(none.code).to.be.above(100_000);
  }).timeout(20_000);
});
