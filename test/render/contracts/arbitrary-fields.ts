import fc from 'fast-check';

/** Names that generated code may use itself, that stores and tests give a meaning, and plain ones. */
const NAMES = [
  'entity_id',
  'id',
  'item_id',
  'customer_id',
  'correlation_id',
  'workflow_id',
  'data',
  'results',
  'created_at',
  'updated_at',
  'ok',
  'deleted',
  'success',
  'customer',
  'amount',
  'total',
  'name',
  'status',
  'error',
  'operation',
  'state',
  'version',
  'lines',
  'note',
  'input',
  'context',
  'record',
  'result',
  'start',
  'unfilled',
  'randomUUID()',
  'a b',
  'class',
  'Date',
  'z',
];

const NOTATIONS = [
  'str',
  'int',
  'float',
  'bool',
  'UUID',
  'datetime',
  'date',
  'Decimal',
  'bytes',
  'Any',
  'dict',
  'dict[str, Any]',
  'dict[str, int]',
  'dict[int, str]',
  'list',
  'list[str]',
  'list[dict[str, Any]]',
  'set[int]',
  'tuple[int, str]',
  'str | None',
  'int | str',
  'UUID | None',
  'datetime | None',
  'list[ModelLine] | None',
  'Literal["open", "closed"]',
  'Literal["randomUUID()", "input", "context"]',
  'Literal[1, true, "x"]',
  'ModelLine',
  'ModelTree',
  'list[ModelLine]',
  'dict[str, ModelLine]',
  'ModelElsewhere',
  'PositiveInt',
  'NonNegativeFloat',
  'EmailStr',
  'constr(min_length=2, max_length=5)',
  'conint(ge=3, le=9)',
  'Annotated[str, Field(pattern="^[A-Z]{3}$")]',
  'Annotated[Decimal, Field(ge=2, decimal_places=2)]',
  'Annotated[list[int], Field(min_length=2)]',
];

const SCHEMAS = [
  { type: 'string', minLength: 3 },
  { type: 'string', pattern: '^ORD-[0-9]{4}$' },
  { type: 'string', enum: ['red', 'green'] },
  { type: 'integer', minimum: 10, multipleOf: 5 },
  { type: 'number', exclusiveMinimum: 0, maximum: 0.5 },
  { type: 'array', items: { type: 'string', minLength: 9 }, minItems: 2 },
  { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } }, required: ['a'] },
  { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false },
  { type: 'object', additionalProperties: { type: 'integer' } },
  { type: ['string', 'null'] },
  { $ref: '#/definitions/ModelLine' },
  { type: 'integer', minimum: 5, maximum: 4 },
];

const type = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NOTATIONS).map((notation) => ({ type: notation })) },
  { weight: 1, arbitrary: fc.constantFrom(...SCHEMAS) },
);

const field = fc
  .record({
    name: fc.constantFrom(...NAMES),
    type,
    more: fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      { weight: 2, arbitrary: fc.constant({ required: false }) },
      { weight: 1, arbitrary: fc.constant({ default: null }) },
    ),
  })
  .map(({ name, type: schema, more }) => Object.assign({ name }, schema, more));

/** Fields of an operation, or none, which means any. */
export const fields = fc.option(fc.uniqueArray(field, { maxLength: 5, selector: ({ name }) => name }), {
  freq: 8,
  nil: undefined,
});

/** Models that the notations name, one of them recursive. */
export const DEFINITIONS = {
  ModelLine: { fields: { sku: 'str', quantity: 'PositiveInt', price: 'Decimal' } },
  ModelTree: { fields: { value: 'int', children: 'list[ModelTree]', parent: 'ModelTree | None' } },
};
