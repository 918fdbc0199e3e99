// scripts - a plugin of the manifest's analyzer: writes the types of `<llm-window>` in JSX (React 19, Preact, Solid), from the manifest and
// over the package's own types, so that a property or an event has one type everywhere.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** @param {{outdir: string}} options */
export const jsxTypes = ({outdir}) => ({
  name: 'jsx-types',
  packageLinkPhase({customElementsManifest}) {
    const declarations = customElementsManifest.modules.flatMap(({declarations: found = []}) => found);
    const element = declarations.find(({tagName}) => tagName === 'llm-window');
    if (!element) throw new Error('The manifest has no llm-window');
    const properties = element.members.filter(({kind, readonly, static: isStatic}) => kind === 'field' && !readonly && !isStatic).map(({name}) => name);
    const ours = [...new Set(element.events.map(({type}) => type.text))].filter((type) => type !== 'Event').sort();
    mkdirSync(outdir, {recursive: true});
    writeFileSync(join(outdir, 'jsx.d.ts'), text(properties, element.events, ours));
  },
});

/**
 * @param {readonly string[]} properties
 * @param {readonly {name: string, description: string, type: {text: string}}[]} events
 * @param {readonly string[]} ours
 */
const text = (properties, events, ours) => `// <llm-window> in JSX: interface IntrinsicElements extends CustomElements {}
import type {${[...ours, 'LlmWindow'].join(', ')}} from './types/client/index.js';

/** What every element takes. */
interface Common {
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  readonly className?: string | undefined;
  readonly style?: string | object | undefined;
  readonly slot?: string | undefined;
  readonly part?: string | undefined;
  readonly exportparts?: string | undefined;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
  readonly title?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly key?: string | number | null | undefined;
  readonly ref?: unknown;
  readonly children?: unknown;
}

type Properties = {readonly [Name in ${properties.map((name) => `'${name}'`).join(' | ')}]?: LlmWindow[Name] | undefined};

interface Events {
${events.map(({name, description, type}) => `  /** ${description} */\n  readonly 'on${name}'?: ((event: ${type.text}) => void) | undefined;`).join('\n')}
}

/** What \`<llm-window>\` takes. */
export interface LlmWindowProps extends Common, Properties, Events {}

export interface CustomElements {
  'llm-window': LlmWindowProps;
}
`;
