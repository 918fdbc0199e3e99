/**
 * scripts - joins the scripts that esbuild splits, and minifies them. esbuild makes one of all code that the same entries share; but
 * what is there already when another is asked for need not stand apart, and fewer, larger scripts are a smaller download.
 */
import {resolve} from 'node:path';
import {build, type BuildOptions, transform} from 'esbuild';
import {type Plugin, rollup} from 'rollup';
import {minify as shrink} from 'terser';

/** One script as it was written. */
export interface Chunk {
  /** Below the build's folder. */
  readonly path: string;
  /** The source file that it begins with, where it is one that others ask for. */
  readonly source: string | undefined;
  /** The scripts that it imports at once. */
  readonly imports: readonly string[];
}

/**
 * Bundles a source file and all that it reaches into `chunks/`.
 * @param start - Relative to the build's root.
 */
export async function buildChunks(start: string, options: BuildOptions & {readonly outdir: string}): Promise<readonly Chunk[]> {
  const {absWorkingDir = '.', outdir} = options;
  const {outputFiles, metafile} = await build({...options, entryPoints: [start], splitting: true, metafile: true, write: false, minify: false, minifySyntax: true, legalComments: 'external', sourcemap: 'external'});
  const built = new Map(outputFiles.map(({path, text}) => [path, text]));
  const sources = new Map(Object.entries(metafile.outputs).map(([path, {entryPoint}]) => [resolve(absWorkingDir, path), entryPoint]));
  const [input = ''] = [...sources].find(([, source]) => source === start) ?? [];
  const joined = await rollup({input, plugins: [readFrom(built), minify(built)], preserveEntrySignatures: 'allow-extension'});
  const named = ({name}: {readonly name: string}): string => `chunks/${name.replace(/-[A-Z2-7]{8}$/, '')}-[hash].js`; // without esbuild's own hash
  const {output} = await joined.write({dir: outdir, format: 'es', sourcemap: true, hashCharacters: 'base36', entryFileNames: named, chunkFileNames: named});
  const chunks = output.filter((one) => one.type === 'chunk').map(({fileName, facadeModuleId, imports}) => ({path: fileName, source: sources.get(facadeModuleId ?? ''), imports}));
  for (const source of sources.values()) {
    if (source !== undefined && !chunks.some((chunk) => chunk.source === source)) throw new Error(`A script that ${source} fetches imports what is bundled with it: name that in scripts/copy-modules.ts, or hand it over`);
  }
  return chunks;
}

/** Hands Rollup what esbuild holds in memory. */
const readFrom = (built: ReadonlyMap<string, string>): Plugin => ({
  name: 'read-from-memory',
  resolveId: (path, importer) => (importer === undefined ? path : resolve(importer, '..', path)),
  load(path) {
    const code = built.get(path);
    return code === undefined ? null : {code, map: built.get(`${path}.map`) ?? null};
  },
});

/** Minifies what was joined, twice over: what Terser finds in what esbuild leaves is 2 % of an answer's scripts. Statements compress better than commas. Licences are written beside them. */
const minify = (built: ReadonlyMap<string, string>): Plugin => ({
  name: 'minify',
  async renderChunk(code) {
    const first = await transform(code, {minify: true, format: 'esm', target: 'es2022', legalComments: 'none', sourcemap: 'external'});
    const {code: small = first.code, map} = await shrink(first.code, {module: true, ecma: 2020, compress: {passes: 2, keep_fargs: false, sequences: false}, format: {comments: false}, sourceMap: {content: first.map}});
    return {code: small, map: map as string};
  },
  generateBundle(_, bundle) {
    for (const one of Object.values(bundle)) {
      if (one.type !== 'chunk') continue;
      const licences = new Set(one.moduleIds.map((id) => built.get(`${id}.LEGAL.txt`)).filter((text) => text !== undefined));
      if (licences.size > 0) this.emitFile({type: 'asset', fileName: `${one.fileName}.LEGAL.txt`, source: [...licences].join('\n')});
    }
  },
});
