import type { z as Zod, ZodType } from 'zod';
import { decimalBounds } from '../../values/index.ts';
import type { Constraints, Field, FieldType } from '../field-type.ts';
import type { TextFormat } from '../types/names/index.ts';

/** The zod library, passed in by callers that need it. Reading a contract does not load zod. */
export type ZodLibrary = typeof Zod;

/** Builds the schema of a type. Models are looked up in one contract's definitions. */
export type SchemaOf = (type: FieldType) => ZodType;

const DECIMAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/** Python writes a time with its zone or without. */
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

const METHODS: readonly (readonly [keyof Constraints, string])[] = [
  ['minimum', 'min'],
  ['exclusiveMinimum', 'gt'],
  ['maximum', 'max'],
  ['exclusiveMaximum', 'lt'],
  ['multipleOf', 'multipleOf'],
  ['minLength', 'min'],
  ['maxLength', 'max'],
  ['minItems', 'min'],
  ['maxItems', 'max'],
];

/**
 * Builds, at run time, the zod schemas that the generator writes as source into a node's `models/`. A model without a
 * definition accepts any object.
 */
export function schemasOf(z: ZodLibrary, definitions: Readonly<Record<string, readonly Field[]>>): SchemaOf {
  const decimal = z.union([z.string().regex(DECIMAL), z.number().transform(String)]);
  const models = new Map<string, ZodType>();

  function of(type: FieldType): ZodType {
    switch (type.kind) {
      case 'literal':
        return z.literal([...new Set(type.values)]);
      case 'array':
      case 'set':
        return constrain(z.array(of(type.item)), type.constraints);
      case 'tuple':
        return z.tuple(type.items.map(of) as [ZodType, ...ZodType[]]);
      case 'record':
        return record(type.key, of(type.value));
      case 'union':
        return union(type.members);
      case 'named':
        return named(type.name);
      case 'model':
        return object(type.fields, type.strict);
      case 'string':
        return text(type.constraints);
      case 'decimal':
        return decimal.check(decimalBounds(type.constraints ?? {}));
      case 'datetime':
        return z.iso.datetime({ offset: true, ...(type.constraints?.zone === true ? {} : { local: true }) });
      default:
        return constrain(simple(type.kind), type.constraints);
    }
  }

  function simple(kind: FieldType['kind']): ZodType {
    switch (kind) {
      case 'integer':
        return z.int();
      case 'number':
        return z.number();
      case 'boolean':
        return z.boolean();
      case 'uuid':
        return z.guid();
      case 'date':
        return z.iso.date();
      case 'bytes':
        return z.base64();
      case 'object':
        return z.record(z.string(), z.unknown());
      case 'null':
        return z.null();
      default:
        return z.unknown();
    }
  }

  function text(constraints: Constraints = {}): ZodType {
    const schemas = formatted(constraints.format).map((schema) => constrain(schema, constraints));
    return schemas.length === 1 ? (schemas[0] as ZodType) : z.union(schemas);
  }

  function formatted(format: TextFormat | undefined): readonly ZodType[] {
    switch (format) {
      case 'email':
        return [z.email()];
      case 'uri':
        return [z.url()];
      case 'http-url':
        return [z.url({ protocol: /^https?$/ })];
      case 'hostname':
        return [z.hostname()];
      case 'ip':
        return [z.ipv4(), z.ipv6()];
      case 'ipv4':
        return [z.ipv4()];
      case 'ipv6':
        return [z.ipv6()];
      case 'time':
        return [z.string().regex(TIME)];
      case 'duration':
        return [z.iso.duration()];
      default:
        return [z.string()];
    }
  }

  function union(members: readonly FieldType[]): ZodType {
    const others = members.filter(({ kind }) => kind !== 'null').map(of);
    const [only = z.null()] = others;
    const all = others.length > 1 ? z.union(others) : only;
    return others.length < members.length && others.length > 0 ? all.nullable() : all;
  }

  function record(key: FieldType, value: ZodType): ZodType {
    if (key.kind === 'literal' && key.values.length > 0)
      return z.partialRecord(z.enum([...new Set(key.values.map(String))]), value);
    if (key.kind === 'integer') return z.record(z.string().regex(/^[-+]?\d+$/), value);
    if (key.kind === 'uuid') return z.record(z.guid(), value);
    const name = key.kind === 'string' ? text(key.constraints) : z.string();
    return z.record(name as ReturnType<typeof z.string>, value);
  }

  function named(name: string): ZodType {
    const known = models.get(name);
    if (known !== undefined) return known;
    const fields = Object.hasOwn(definitions, name) ? (definitions[name] ?? null) : null;
    const made = fields === null ? z.looseObject({}) : z.lazy(() => object(fields));
    models.set(name, made);
    return made;
  }

  function object(fields: readonly Field[], strict?: true): ZodType {
    const shape = Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)]));
    return strict === true ? z.strictObject(shape) : z.object(shape);
  }

  function fieldSchema({ type, required, default: byDefault }: Field): ZodType {
    if (required) return of(type);
    return byDefault !== undefined && byDefault !== null ? of(type).default(byDefault) : of(type).optional();
  }

  function constrain(schema: ZodType, constraints: Constraints = {}): ZodType {
    type Call = (bound: unknown) => ZodType;
    let made = schema;
    for (const [name, method] of METHODS) {
      const bound = constraints[name];
      if (bound !== undefined) made = (made as unknown as Record<string, Call>)[method]!(bound);
    }
    if (constraints.pattern === undefined) return made;
    return (made as unknown as { regex: Call }).regex(new RegExp(constraints.pattern, 'u'));
  }

  return of;
}
