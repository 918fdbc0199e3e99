/**
 * scripts/write-docs - writes what `docs/` says of settings and events out of the code that means it.
 * `--check` writes nothing and exits 1 when a file has drifted.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {describeInMarkdown} from '../server/config/describe-settings.ts';
import {type EventField, type EventGroup, readEvents} from './read-events.ts';

const root = resolve(import.meta.dirname, '..');
const generated = '<!-- Written by `npm run docs`; edit the code it is made of. -->';

const words: readonly (readonly [RegExp, string])[] = [
  [/^v\.array\((.*)\)$/s, 'list of '],
  [/^v\.string\(\)$/, 'text'],
  [/^v\.boolean\(\)$/, 'boolean'],
  [/^model$/, 'text'],
  [/^Count$/, 'whole number from 0'],
  [/^SourceNumber$/, 'whole number from 1'],
  [/^Milliseconds$/, 'milliseconds'],
  [/isoTimestamp/, 'ISO 8601 time'],
];

function typeOf(schema: string): string {
  const [pattern, word] = words.find(([known]) => known.test(schema)) ?? [];
  if (!pattern || word === undefined) return `\`${schema.replace(/^v\.picklist\(\[(.*)\]\)$/, '$1').replaceAll("'", '"')}\``;
  return word.endsWith(' of ') ? word + typeOf(pattern.exec(schema)?.[1] ?? '') : word;
}

const row = ({name, optional, schema, about}: EventField) => `| \`${name}\`${optional ? ' (optional)' : ''} | ${typeOf(schema).replaceAll('|', '\\|')} | ${about.replaceAll('|', '\\|')} |`;

const section = ({title, events}: EventGroup) =>
  [
    `## ${title}`,
    ...events.map(({type, about, fields}) =>
      [`### \`${type}\``, about, ...(fields.length > 0 ? [['| Field | Type | Meaning |', '| --- | --- | --- |', ...fields.map(row)].join('\n')] : [])].join('\n\n'),
    ),
  ].join('\n\n');

const events = `# Events

${generated}

What \`GET /v1/sessions/:id/events\` streams. Every event is one JSON object with \`type\` and \`at\` (milliseconds since the session started); fields
are added, never renamed or given a new meaning, and readers ignore a type they do not know. On the wire a frame has \`id:\` (the event's place in
the session's log) and \`data:\`; adjacent deltas that a reader has not seen yet come as one frame, whose \`id:\` is the last of them and whose \`from\`
is the first. \`{"type":"heartbeat"}\`, without an id, says that a quiet stream is alive.

A session begins with \`session-start\` and ends with exactly one \`session-end\`; every stage and answer that starts is closed.

${readEvents(join(root, 'shared/events')).map(section).join('\n\n')}

## Values

\`SearchHit\`, \`Source\`, \`Citation\` and \`Usage\` are described where they are defined: [\`shared/search-hit.ts\`](../shared/search-hit.ts) and
[\`shared/source.ts\`](../shared/source.ts).
`;

const configuration = `# Configuration

${generated}

Every setting is an environment variable and a flag of the same name; a flag wins, and an empty variable counts as unset. A bad value is one clear
line and exit code 2, before anything listens. \`npm start -- --help\` prints this table.

${describeInMarkdown()}
`;

let drifted = false;
for (const [name, text] of [['events.md', events], ['configuration.md', configuration]] as const) {
  const path = join(root, 'docs', name);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readOrEmpty(path) !== text) {
    drifted = true;
    console.error(`docs/${name} is not what the code says: npm run docs`);
  }
}
process.exitCode = drifted ? 1 : 0;

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
