/** test/support - the flags that `npm start` gives to V8 and Node. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const {scripts} = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {scripts: {start: string}};

export const startFlags: readonly string[] = scripts.start.split(' ').filter((argument) => argument.startsWith('--'));
