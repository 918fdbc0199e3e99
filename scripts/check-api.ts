/**
 * scripts/check-api - schemathesis against a real server, by the server's own /openapi.json: no 5xx, and no answer that is not described.
 * `node scripts/check-api.ts <path of schemathesis>`, or `SCHEMATHESIS=<path> node scripts/test.ts api`; exit code 1 when it found something.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {runServer} from '../test/support/run-server.ts';

const program = resolve(process.argv[2] ?? 'st');
const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
const folder = mkdtempSync(join(tmpdir(), 'llm-window-check-api-'));
const server = await runServer({CORPUS: 'test/fixtures/corpus'});
const child = spawn(program, ['run', `${server.url}/openapi.json`, '--checks', checks, '--max-examples', '50', '--request-timeout', '5'], {cwd: folder, stdio: 'inherit'});
const [code] = (await once(child, 'close')) as [number | null];
const {code: ended} = await server.end();
rmSync(folder, {recursive: true});
process.exitCode = code === 0 && ended === 0 ? 0 : 1;
