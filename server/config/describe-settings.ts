/** server/config - the settings table in words: for `--help`, and as `docs/configuration.md`. */
import {toFlag} from './read-config.ts';
import {type Setting, settings} from './settings.ts';

const rows = (): readonly (readonly [string, Setting<unknown>])[] => Object.entries(settings);
const groups = ['Service', 'Evidence', 'Models'] as const;
const inDefault = ({default: value, unit}: Setting<unknown>): string => (value === '' ? 'none' : unit ? `${value} ${unit}` : value);

/** The text of `--help`. */
export function describeForTerminal(): string {
  const describe = ([name, row]: readonly [string, Setting<unknown>]) => `  --${toFlag(name).padEnd(20)} ${row.about.replaceAll('`', '')} Default: ${inDefault(row)}.`;
  const sections = groups.map((group) => `${group}\n${rows().filter(([, row]) => row.group === group).map(describe).join('\n')}`);
  return `llm-window: a streaming answer engine.\n\nUsage: npm start -- [--flag value …]\n\nEach flag is also an environment variable (--llm-base-url is LLM_BASE_URL); a flag wins.\n\n${sections.join('\n\n')}\n`;
}

/** The tables of `docs/configuration.md`. */
export function describeInMarkdown(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const describe = ([name, row]: readonly [string, Setting<unknown>]) =>
    `| \`${name}\` | \`--${toFlag(name)}\` | ${row.default === '' ? '–' : `\`${cell(row.default)}\``} | ${row.unit ?? '–'} | ${cell(row.about)}${row.secret ? ' Secret.' : ''} |`;
  const table = (group: (typeof groups)[number]) =>
    [`## ${group}`, '', '| Variable | Flag | Default | Unit | Meaning |', '| --- | --- | --- | --- | --- |', ...rows().filter(([, row]) => row.group === group).map(describe)].join('\n');
  return groups.map(table).join('\n\n');
}
