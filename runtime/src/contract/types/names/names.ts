import type { FieldType } from '../../model.ts';
import type { TextFormat } from './formats.ts';
import { union } from './union.ts';

type Simple = Extract<FieldType, { kind: 'string' | 'null' }>;

const KINDS: Readonly<Record<Simple['kind'], readonly string[]>> = {
  string: ['str', 'string', 'Path', 'FilePath', 'DirectoryPath', 'SecretStr', 'constr', 'StrictStr', 'text'],
  integer: ['int', 'integer', 'StrictInt', 'conint'],
  number: ['float', 'number', 'double', 'StrictFloat', 'FiniteFloat', 'confloat'],
  boolean: ['bool', 'boolean', 'StrictBool'],
  uuid: ['UUID', 'UUID1', 'UUID3', 'UUID4', 'UUID5', 'uuid'],
  datetime: ['datetime', 'NaiveDatetime', 'timestamp'],
  date: ['date'],
  decimal: ['Decimal', 'decimal'],
  bytes: ['bytes', 'bytearray'],
  // Python's `object` is the top type: anything.
  any: ['Any', 'any', 'object', 'JsonValue', 'JsonType'],
  object: ['BaseModel', 'mapping', 'json'],
  null: ['None', 'NoneType', 'null'],
};

const BOUNDS = {
  Positive: { exclusiveMinimum: 0 },
  NonNegative: { minimum: 0 },
  Negative: { exclusiveMaximum: 0 },
  NonPositive: { maximum: 0 },
} as const;

/** `PositiveInt`, `NonNegativeFloat`, and their like. */
const BOUNDED = Object.entries(BOUNDS).flatMap(([prefix, constraints]): [string, FieldType][] => [
  [`${prefix}Int`, { kind: 'integer', constraints }],
  [`${prefix}Float`, { kind: 'number', constraints }],
]);

/** Texts of a format, by the names of Pydantic and of Python's own classes. */
const FORMATS: Readonly<Record<TextFormat, readonly string[]>> = {
  email: ['EmailStr'],
  uri: [
    'AnyUrl',
    'FileUrl',
    'FtpUrl',
    'AnyWebsocketUrl',
    'WebsocketUrl',
    'PostgresDsn',
    'RedisDsn',
    'KafkaDsn',
  ],
  'http-url': ['HttpUrl', 'AnyHttpUrl'],
  hostname: [],
  ip: ['IPvAnyAddress'],
  ipv4: ['IPv4Address'],
  ipv6: ['IPv6Address'],
  time: ['time'],
  duration: ['timedelta'],
};

/** Types without parameters, by their Python (or JSON) name. */
export const SIMPLE: Readonly<Record<string, FieldType>> = Object.fromEntries([
  ...Object.entries<readonly string[]>(KINDS).flatMap(([kind, names]) =>
    names.map((name): [string, FieldType] => [name, { kind } as FieldType]),
  ),
  ...BOUNDED,
  ...Object.entries(FORMATS).flatMap(([format, names]) =>
    names.map((name): [string, FieldType] => [
      name,
      { kind: 'string', constraints: { format: format as TextFormat } },
    ]),
  ),
  ['AwareDatetime', { kind: 'datetime', constraints: { zone: true } }],
]);

const ANY: FieldType = { kind: 'any' };
const TEXT: FieldType = { kind: 'string' };

/** Makes a type of its parameters (`open`: `...` was among them); null when their number is wrong. */
type Make = (parameters: readonly FieldType[], open: boolean) => FieldType | null;

const array: Make = (parameters) =>
  parameters.length > 1 ? null : { kind: 'array', item: parameters[0] ?? ANY };
const set: Make = (parameters) =>
  parameters.length > 1 ? null : { kind: 'set', item: parameters[0] ?? ANY };
const record: Make = (parameters) => {
  if (parameters.length === 0) return { kind: 'record', key: TEXT, value: ANY };
  const [key, value] = parameters;
  return key === undefined || value === undefined || parameters.length > 2
    ? null
    : { kind: 'record', key, value };
};
const tuple: Make = (parameters, open) => {
  if (parameters.length === 0) return { kind: 'array', item: ANY };
  if (open) return parameters.length === 1 ? { kind: 'array', item: parameters[0] ?? ANY } : null;
  return { kind: 'tuple', items: parameters };
};
const first: Make = (parameters) => parameters[0] ?? ANY;

export const GENERICS: Readonly<Record<string, Make>> = {
  ...spread(['list', 'List', 'Sequence', 'Iterable', 'Collection', 'deque', 'array'], array),
  ...spread(['set', 'Set', 'frozenset', 'FrozenSet', 'AbstractSet'], set),
  ...spread(['dict', 'Dict', 'Mapping', 'MutableMapping', 'OrderedDict', 'defaultdict'], record),
  ...spread(['tuple', 'Tuple'], tuple),
  ...spread(['Annotated', 'Final', 'ClassVar', 'Required', 'NotRequired', 'ReadOnly'], first),
  Optional: (parameters) => (parameters.length > 1 ? null : union([parameters[0] ?? ANY, { kind: 'null' }])),
  Union: (parameters) => (parameters.length === 0 ? null : union(parameters)),
  Callable: () => ANY,
  Type: () => TEXT,
  type: () => TEXT,
};

function spread(names: readonly string[], make: Make): Record<string, Make> {
  return Object.fromEntries(names.map((name) => [name, make]));
}
