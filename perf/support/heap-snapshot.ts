/** perf/support - what a heap snapshot of V8 is made of. */

/** Bytes, without what the things refer to. */
export interface HeapSizes {
  /** What V8 compiled, and what it keeps of functions for that: it goes on growing for hundreds of calls of a function. */
  readonly code: number;
  /** Objects, arrays, strings, closures and their shapes. */
  readonly objects: number;
  /** What is outside of V8's heap, in a page mostly the DOM; what developer tools keep of it as well. */
  readonly native: number;
}

/** The part of the format that is read here. */
interface HeapSnapshot {
  readonly snapshot: {readonly meta: {readonly node_fields: readonly string[]; readonly node_types: readonly unknown[]}};
  /** As many numbers for each node as there are fields. */
  readonly nodes: readonly number[];
}

/**
 * Sums nodes by their type.
 * @param text - A whole `.heapsnapshot`; the chunks that the protocol sends are its parts.
 * @throws Error - Where nodes have no type or size: in a format that is not known, nothing would be summed.
 */
export function heapSizesOf(text: string): HeapSizes {
  const {snapshot, nodes} = JSON.parse(text) as HeapSnapshot;
  const {node_fields: fields, node_types: fieldTypes} = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const types = fieldTypes[typeAt];
  if (!Array.isArray(types) || sizeAt < 0) throw new Error(`A heap snapshot whose nodes have the fields ${fields.join(', ')} cannot be read: "type" and "self_size" are needed`);
  const sizes = {code: 0, objects: 0, native: 0};
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type: unknown = types[nodes[node + typeAt] ?? NaN];
    sizes[type === 'code' || type === 'native' ? type : 'objects'] += nodes[node + sizeAt] ?? 0;
  }
  return sizes;
}
