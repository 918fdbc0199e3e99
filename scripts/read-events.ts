/** scripts - reads the events, their fields and what their comments say out of `shared/events/*.ts`, for `docs/events.md`. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';

/** One field of an event. */
export interface EventField {
  readonly name: string;
  readonly optional: boolean;
  /** Its schema, as it stands in the source. */
  readonly schema: string;
  readonly about: string;
}

/** One event. */
export interface EventFacts {
  readonly type: string;
  readonly about: string;
  readonly fields: readonly EventField[];
}

/** One file of events: a stage. */
export interface EventGroup {
  readonly title: string;
  readonly events: readonly EventFacts[];
}

const order = ['session', 'analysis', 'search', 'enrichment', 'answer', 'synthesis'];

/** Every event, by stage. @param folder - `shared/events`. */
export const readEvents = (folder: string): readonly EventGroup[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('-events.ts'))
    .sort((a, b) => order.indexOf(a.split('-')[0] ?? '') - order.indexOf(b.split('-')[0] ?? ''))
    .map((name) => readGroup(ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true)));

function readGroup(file: ts.SourceFile): EventGroup {
  const events = file.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const call = statement.declarationList.declarations[0]?.initializer;
    if (!call || !ts.isCallExpression(call) || call.expression.getText() !== 'event') return [];
    const [type, fields] = call.arguments;
    if (!type || !ts.isStringLiteral(type) || !fields || !ts.isObjectLiteralExpression(fields)) throw new Error(`Cannot read an event of ${file.fileName}`);
    return [{type: type.text, about: comment(statement), fields: fields.properties.flatMap(readField)}];
  });
  const header = /\/\*\* shared - (.*?)\.? \*\//.exec(file.text)?.[1] ?? '';
  return {title: header.charAt(0).toUpperCase() + header.slice(1), events};
}

function readField(property: ts.ObjectLiteralElementLike): EventField[] {
  if (ts.isSpreadAssignment(property)) return [{name: '…', optional: false, schema: property.expression.getText(), about: 'As in that event.'}];
  const name = property.name.getText();
  if (name === 'type') return [];
  const schema = ts.isPropertyAssignment(property) ? property.initializer.getText() : 'v.string()';
  const inner = /^v\.exactOptional\(([\s\S]*)\)$/.exec(schema)?.[1];
  return [{name, optional: inner !== undefined, schema: inner ?? schema, about: comment(property)}];
}

const comment = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ');
