import type { Field, FieldType } from 'onex-runtime/contract';
import { importStatement } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { uniqueForms } from './names.ts';
import type { Definitions } from './values.ts';
import { zodObject } from './zod-source.ts';

/** One schema and the type of the same name. */
export interface SchemaView {
  readonly name: string;
  /** Paragraphs. */
  readonly doc: readonly string[];
  readonly source: SourceText;
}

/** One file below `models/`. */
export interface ModelFileView {
  readonly file: string;
  readonly imports: readonly SourceText[];
  readonly schemas: readonly SchemaView[];
}

/** A model that fields name: its class in code and its file. */
export interface NamedModel {
  readonly className: string;
  readonly file: string;
}

/** Code names of the models that a contract's fields name; its own (`taken`) keep theirs. */
export function nameModels(
  fieldLists: readonly (readonly Field[] | null)[],
  definitions: Definitions,
  taken: readonly string[],
): ReadonlyMap<string, NamedModel> {
  const all = [
    ...namesWithin(
      fieldLists.flatMap((fields) => namesIn(fields ?? [])),
      definitions,
    ),
  ];
  const forms = uniqueForms([...taken, ...all.map((name) => name.replace(/^Model(?=[A-Z])/, ''))], 'model');
  return new Map(
    all.map((name, index) => {
      const { pascal, snake } = forms[taken.length + index] ?? { pascal: name, snake: name };
      return [name, { className: `Model${pascal}`, file: `model_${snake}` }];
    }),
  );
}

/** Some models, and all that they are made of. */
export function namesWithin(models: readonly string[], definitions: Definitions): ReadonlySet<string> {
  const names = new Set(models);
  // A set being iterated also yields what is added on the way.
  for (const name of names) for (const inner of namesIn(fieldsOf(name, definitions) ?? [])) names.add(inner);
  return names;
}

/** Fields of a model, or null where the contract tells none. */
export function fieldsOf(name: string, definitions: Definitions): readonly Field[] | null {
  return Object.hasOwn(definitions, name) ? (definitions[name] ?? null) : null;
}

function namesIn(fields: readonly Field[]): string[] {
  return fields.flatMap(({ type }) => namesOf(type));
}

/** Models that a type names. */
export function namesOf(type: FieldType): string[] {
  switch (type.kind) {
    case 'named':
      return [type.name];
    case 'array':
    case 'set':
      return namesOf(type.item);
    case 'tuple':
      return type.items.flatMap(namesOf);
    case 'record':
      return namesOf(type.value);
    case 'union':
      return type.members.flatMap(namesOf);
    case 'model':
      return namesIn(type.fields);
    default:
      return [];
  }
}

/** Import statements for the named models that some fields use, from files beside this one. */
export function modelImports(
  fieldLists: readonly (readonly Field[] | null)[],
  named: ReadonlyMap<string, NamedModel>,
): SourceText[] {
  const used = new Set(fieldLists.flatMap((fields) => namesIn(fields ?? [])));
  const models = [...used].flatMap((name) => named.get(name) ?? []);
  return models
    .toSorted((one, other) => (one.file < other.file ? -1 : 1))
    .map(({ className, file }) => importStatement([className], `./${file}.ts`));
}

/** The schema source of some fields; null is an object of any fields. */
export function schemaSource(
  fields: readonly Field[] | null,
  named: ReadonlyMap<string, NamedModel>,
  indent = 0,
  lead: readonly string[] = [],
): SourceText {
  const source = zodObject(fields, (name) => named.get(name)?.className ?? 'z.unknown()', indent, lead);
  return new SourceText(source);
}

/** Files of the models that fields name: with the fields the contract defines, else open to any. */
export function namedModelFiles(
  named: ReadonlyMap<string, NamedModel>,
  definitions: Definitions,
): ModelFileView[] {
  return [...named].map(([name, { className, file }]) => {
    const fields = definitions[name] ?? null;
    const cyclic = reaches(name, fields ?? [], definitions);
    const known = cyclic ? null : fields;
    return {
      file,
      imports: modelImports([known], named),
      schemas: [
        {
          name: className,
          doc: [
            known === null
              ? `${name}, of which the contract tells only the name: takes any fields until they are filled in here.`
              : `${name}, as the contract defines it.`,
          ],
          source: schemaSource(known, named),
        },
      ],
    };
  });
}

/** Whether a model leads back to itself; such a one stays open, since no import order could define it. */
function reaches(start: string, fields: readonly Field[], definitions: Definitions): boolean {
  const seen = new Set<string>();
  const queue = namesIn(fields);
  for (const name of queue) {
    if (name === start) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...namesIn(definitions[name] ?? []));
  }
  return false;
}

/** Named models whose fields a contract does not tell, as `Name (models/file.ts)`. */
export function openModels(
  named: ReadonlyMap<string, NamedModel>,
  definitions: Definitions,
): readonly string[] {
  return [...named].flatMap(([name, { className, file }]) =>
    !Object.hasOwn(definitions, name) ? [`${className} (models/${file}.ts)`] : [],
  );
}
