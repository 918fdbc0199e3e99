/** scripts - which of the built scripts a page needs when, from esbuild's own account of them. */
import {readFile, writeFile} from 'node:fs/promises';
import {basename, relative, resolve} from 'node:path';
import type {Metafile} from 'esbuild';

/** When a script is needed: before the first question, with an ordinary answer, or only for what few answers or pages have. */
export type Need = 'first' | 'answer' | 'extra';

/** What is fetched when the first question is asked. */
const answering = ['client/answering.ts'];
const core = 'client/elements/define-elements.ts';

/** The scripts of one build, by their paths below its folder. */
export class ChunkGraph {
  readonly #outputs: Metafile['outputs'];
  readonly #folder: string;

  /** @param folder - Where the build went, absolute. */
  constructor({outputs}: Metafile, folder: string) {
    this.#outputs = Object.fromEntries(Object.entries(outputs).filter(([path]) => path.endsWith('.js')));
    this.#folder = folder;
  }

  get files(): readonly string[] {
    return Object.keys(this.#outputs).map((path) => this.#name(path)).sort();
  }

  needOf(name: string): Need {
    const first = [...this.withImports('client/llm-window.ts'), ...this.withImports(core)];
    if (first.includes(name)) return 'first';
    return answering.some((entry) => this.withImports(entry).includes(name)) ? 'answer' : 'extra';
  }

  /** The script that a source file begins, and all that it imports at once. */
  withImports(entryPoint: string): readonly string[] {
    const found = new Set<string>();
    const add = (path: string): void => {
      if (found.has(path)) return;
      found.add(path);
      for (const {path: to, kind} of this.#outputs[path]?.imports ?? []) if (kind === 'import-statement') add(to);
    };
    const start = Object.keys(this.#outputs).find((path) => this.#outputs[path]?.entryPoint === entryPoint);
    if (start === undefined) throw new Error(`Nothing was built from ${entryPoint}`);
    add(start);
    return [...found].map((path) => this.#name(path));
  }

  #name(path: string): string {
    return relative(this.#folder, resolve(path));
  }
}

/**
 * The entry fetches the element's script and all that this imports in one go: a browser would learn of the latter only when it
 * has read the former.
 */
export async function fetchTogether(entry: string, graph: ChunkGraph): Promise<void> {
  const [start = '', ...others] = graph.withImports(core);
  const known = graph.withImports('client/llm-window.ts');
  const source = await readFile(entry, 'utf8');
  const call = `import("./${start}")`;
  if (!source.includes(call)) throw new Error(`${basename(entry)} does not import ${start}`);
  const ahead = others.filter((name) => !known.includes(name)).map((name) => `import("./${name}")`);
  await writeFile(entry, source.replace(call, ahead.length === 0 ? call : `(${[...ahead, call].join(',')})`));
}

