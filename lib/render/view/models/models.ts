import { endingOrder, type Field, type FieldType } from 'onex-runtime/contract';
import type { TakenNames } from '../../../naming/index.ts';
import { importStatement, SourceText } from '../../text/index.ts';
import {
  DECIMAL_BOUNDS,
  fieldsOf,
  hasDecimalBounds,
  namesIn,
  namesWithin,
  type Definitions,
  uniqueForms,
  zodObject,
} from '../source/index.ts';
import { modelGroups } from './model-cycles.ts';

/** One schema and the type with the same name. */
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

/** A model that fields refer to: its class in code and its file. */
export interface NamedModel {
  readonly className: string;
  readonly file: string;
}

/**
 * Returns code names for the models that a contract's fields name. `taken` contains reserved names without `model_` and
 * `Model`.
 */
export function nameModels(
  fieldLists: readonly (readonly Field[] | null)[],
  definitions: Definitions,
  taken: TakenNames,
): ReadonlyMap<string, NamedModel> {
  const all = [
    ...namesWithin(
      fieldLists.flatMap((fields) => namesIn(fields ?? [])),
      definitions,
    ),
  ];
  const forms = uniqueForms(
    all.map((name) => name.replace(/^Model(?=[A-Z])/, '')),
    'model',
    taken,
  );
  return new Map(
    all.map((name, index) => {
      const { pascal, snake } = forms[index] ?? { pascal: name, snake: name };
      return [name, { className: `Model${pascal}`, file: `model_${snake}` }];
    }),
  );
}

/**
 * Returns the import statement for what the schemas of some types use from the runtime; empty if they use nothing.
 * @param others What they use in addition to the checks of their types.
 */
export function checkImports(types: readonly FieldType[], others: readonly string[] = []): SourceText[] {
  const names = [...(types.some(hasDecimalBounds) ? [DECIMAL_BOUNDS] : []), ...others];
  return names.length === 0 ? [] : [importStatement(names, 'onex-runtime')];
}

/**
 * Returns the import statements for what the schemas of some fields use: the runtime's checks, and models from other
 * files.
 */
export function modelImports(
  fieldLists: readonly (readonly Field[] | null)[],
  named: ReadonlyMap<string, NamedModel>,
  own?: string,
): SourceText[] {
  const used = new Set(fieldLists.flatMap((fields) => namesIn(fields ?? [])).filter((name) => name !== own));
  const models = [...used].flatMap((name) => named.get(name) ?? []);
  return [
    ...checkImports(fieldLists.flatMap((fields) => (fields ?? []).map(({ type }) => type))),
    ...models
      .toSorted((one, other) => (one.file < other.file ? -1 : 1))
      .map(({ className, file }) => importStatement([className], `./${file}.ts`)),
  ];
}

/** Returns the schema source of some fields; null is an object of any fields. */
export function schemaSource(
  fields: readonly Field[] | null,
  named: ReadonlyMap<string, NamedModel>,
  { indent = 0, lead = [], isLater = () => false }: SchemaOptions = {},
): SourceText {
  const nameModel = (name: string): string => named.get(name)?.className ?? 'z.unknown()';
  return new SourceText(zodObject(fields, { nameModel, isLater }, indent, lead));
}

interface SchemaOptions {
  /** Column at which its line is indented. */
  readonly indent?: number;
  /** Properties that come first, as source. */
  readonly lead?: readonly string[];
  /** Whether a model leads back to the model being written. */
  readonly isLater?: (name: string) => boolean;
}

/**
 * Returns the files of the models that fields name: with the fields that the contract defines, otherwise open to any
 * field.
 */
export function namedModelFiles(
  named: ReadonlyMap<string, NamedModel>,
  definitions: Definitions,
): ModelFileView[] {
  const groups = modelGroups(named.keys(), definitions);
  const infinite = infiniteModels(named.keys(), definitions);
  return [...named].map(([name, { className, file }]) => {
    const known = infinite.has(name) ? null : fieldsOf(name, definitions);
    const isLater = (other: string): boolean => groups.get(other) === groups.get(name);
    return {
      file,
      imports: modelImports([known], named, name),
      schemas: [
        {
          name: className,
          doc: [
            infinite.has(name)
              ? `${name}. In the contract, this model requires itself, so no value is valid. It accepts any fields until you write them here.`
              : known === null
                ? `${name}. The contract does not define its fields. It accepts any fields until you write them here.`
                : `${name}, as the contract defines it.`,
          ],
          source: schemaSource(known, named, { isLater }),
        },
      ],
    };
  });
}

/** Returns named models whose fields a contract does not define, as `Name (models/file.ts)`. */
export function openModels(
  named: ReadonlyMap<string, NamedModel>,
  definitions: Definitions,
): readonly string[] {
  return [...named].flatMap(([name, { className, file }]) =>
    !Object.hasOwn(definitions, name) ? [`${className} (models/${file}.ts)`] : [],
  );
}

/** Returns models that have no finite value, because each needs another of its kind. */
function infiniteModels(names: Iterable<string>, definitions: Definitions): ReadonlySet<string> {
  const all = [...names].filter((name) => fieldsOf(name, definitions) !== null);
  const order = endingOrder(all, definitions, (field) => field.required && field.default === undefined);
  return new Set(all.filter((name) => !order.has(name)));
}
