import { expect } from 'chai';
import type { Field, FieldType } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const text: FieldType = { kind: 'string' };

function go(input: string, rest = ''): string {
  return withHead(`io_operations: [{operation: go, input_fields: ${input}}]\n${rest}`);
}

function input(fields: string, rest = ''): readonly Field[] | null {
  return contractOf(go(fields, rest)).operations[0]?.input ?? null;
}

function typeOf(field: string, rest = ''): FieldType | undefined {
  return input(`{x: ${field}}`, rest)?.[0]?.type;
}

/** Warnings of the fields and definitions. */
function told(body: string): readonly string[] {
  return issuesOf(body, 'warning').filter((line) => !line.includes('event_bus'));
}

describe('JSON Schema in a contract', () => {
  it('is read as the fields of an operation, of inputs and of outputs', () => {
    const schema = '{type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}';
    const fields: readonly Field[] = [
      { name: 'a', type: text, required: true, description: null },
      { name: 'b', type: { kind: 'integer' }, required: false, description: null },
    ];
    expect(input(schema)).to.deep.equal(fields);
    expect(input('{properties: {a: {type: string}}, required: [a]}')).to.deep.equal(fields.slice(0, 1));
    const { operations } = contractOf(`inputs: ${schema}\noutputs: ${schema}`);
    expect([operations[0]?.input, operations[0]?.output]).to.deep.equal([fields, fields]);
  });

  it('is read as the type of one field', () => {
    expect(typeOf('{$ref: "#/definitions/M"}')).to.deep.equal({ kind: 'named', name: 'M' });
    expect(typeOf('{anyOf: [{type: string}, {type: "null"}]}')).to.deep.equal({
      kind: 'union',
      members: [text, { kind: 'null' }],
    });
    expect(typeOf('{allOf: [{$ref: "#/definitions/M"}]}')).to.deep.equal({ kind: 'named', name: 'M' });
    expect(typeOf('{type: array, items: {type: string}}')).to.deep.equal({ kind: 'array', item: text });
    expect(typeOf('{type: array, items: "UUID | None"}')).to.have.nested.property('item.kind', 'union');
    expect(typeOf('{type: string, format: uuid}')).to.deep.equal({ kind: 'uuid' });
    expect(typeOf('{type: [string, "null"]}')).to.have.property('kind', 'union');
    expect(typeOf('{type: str, choices: [a, b]}')).to.deep.equal({ kind: 'literal', values: ['a', 'b'] });
    expect(typeOf('{type: string, nullable: true}')).to.have.property('kind', 'union');
    const mapping = { kind: 'record', key: text, value: { kind: 'any' } };
    expect(typeOf('{type: object}')).to.deep.equal(mapping);
    expect(typeOf('{type: object, nullable: true}')).to.deep.equal({
      kind: 'union',
      members: [mapping, { kind: 'null' }],
    });
    // Without a schema around it, the word is Python's.
    expect(typeOf('object')).to.deep.equal({ kind: 'any' });
    expect(
      typeOf('{type: object, properties: {a: {type: string}}, required: [a], additionalProperties: false}'),
    ).to.deep.equal({
      kind: 'model',
      strict: true,
      fields: [{ name: 'a', type: text, required: true, description: null }],
    });
  });

  it('names types as well as models in definitions', () => {
    const definitions = [
      'definitions:',
      '  EnumColor: {type: string, enum: [red, green]}',
      '  Colors: {type: array, items: {$ref: "#/definitions/EnumColor"}}',
      '  Both: {anyOf: [{$ref: "#/definitions/Colors"}, {$ref: "#/definitions/M"}]}',
      '  M: {type: object, properties: {c: {$ref: "#/definitions/EnumColor"}}}',
      '  Kind: {type: string, title: string}',
    ].join('\n');
    const color: FieldType = { kind: 'literal', values: ['red', 'green'] };
    expect(typeOf('EnumColor', definitions)).to.deep.equal(color);
    expect(typeOf('"list[EnumColor | None]"', definitions)).to.have.nested.property(
      'item.members[0].kind',
      'literal',
    );
    expect(typeOf('Both', definitions)).to.deep.equal({
      kind: 'union',
      members: [
        { kind: 'array', item: color },
        { kind: 'named', name: 'M' },
      ],
    });
    const read = contractOf(go('[a: Both]', definitions)).definitions;
    expect(Object.keys(read)).to.deep.equal(['M', 'Kind']);
    expect(read['M']?.[0]?.type).to.deep.equal(color);
    expect(read['Kind']?.map(({ name }) => name)).to.deep.equal(['type', 'title']);
  });

  it('ends where types lead to themselves or grow without end', () => {
    expect(
      told(go('[a: A]', 'definitions: {A: {type: array, items: {$ref: "#/definitions/A"}}}')),
    ).to.deep.equal(['4:18 definitions.A: is a type that refers to itself; read as any']);
    const grows = Array.from({ length: 20 }, (_, index) => {
      const one = `{$ref: "#/definitions/T${index + 1}"}`;
      return `  T${index}: {anyOf: [{type: array, items: ${one}}, {type: object, additionalProperties: ${one}}]}`;
    });
    const warnings = told(go('[a: T0]', `definitions:\n${grows.join('\n')}`));
    expect(warnings.join('\n')).to.contain('have more than 20000 parts');
  });

  it('leaves values out of an enum that JSON has not, and says so', () => {
    const body = go('{a: {enum: [.nan, 1]}, b: {enum: [.inf]}, c: {enum: [[1], x]}}');
    expect(contractOf(body).operations[0]?.input?.map(({ type }) => type)).to.deep.equal([
      { kind: 'literal', values: [1] },
      { kind: 'any' },
      { kind: 'literal', values: ['x'] },
    ]);
    expect(told(body)).to.have.length(3);
    expect(told(body)[0]).to.equal(
      '3:58 io_operations[0].input_fields.a.enum: contains values that are not strings, numbers, booleans, or null; ignored',
    );
  });

  it('tells what it does not read, with its place', () => {
    const body = go(
      '{a: {type: string, format: color, contentEncoding: x}, b: {allOf: [{type: string}, {type: string}]}, c: {type: integer, minimum: few}, d: {type: boolean, maximum: 3}, e: {type: string, pattern: "(a+)+$"}, f: "dict[Decimal, int]", g: {type: array, uniqueItems: true}, h: {type: integer, format: int64}}',
    );
    expect(
      told(body).map((line) => line.replace(/^\d+:\d+ io_operations\[0\]\.input_fields\./, '')),
    ).to.deep.equal([
      'a.format: is not checked by the node’s models',
      'a.contentEncoding: not understood; ignored',
      'b.allOf: schemas that apply together are not read; read as any',
      'c.minimum: is not checked by the node’s models: its value is invalid',
      'd.maximum: is not checked by the node’s models: the field’s type has none',
      'e.pattern: is not checked by the node’s models: it does not begin with "^", or it could take very long for some texts',
      'f: keys of a mapping are checked as text, whole numbers, UUIDs or literals only',
      'g.uniqueItems: not understood; ignored',
      'h.format: is not checked by the node’s models',
    ]);
  });
});

describe('the constraints of a field', () => {
  const read: Readonly<Record<string, FieldType>> = {
    '{type: integer, minimum: 0, maximum: 10}': { kind: 'integer', constraints: { minimum: 0, maximum: 10 } },
    '{type: number, gt: 0, lt: 1.5}': {
      kind: 'number',
      constraints: { exclusiveMinimum: 0, exclusiveMaximum: 1.5 },
    },
    '{type: str, min_length: 1, maxLength: 9, pattern: "^[a-z]+$"}': {
      kind: 'string',
      constraints: { minLength: 1, maxLength: 9, pattern: '^[a-z]+$' },
    },
    '{type: "list[str]", max_length: 3}': { kind: 'array', item: text, constraints: { maxItems: 3 } },
    PositiveInt: { kind: 'integer', constraints: { exclusiveMinimum: 0 } },
    '"Annotated[float, Field(ge=0, description=\'x\'), annotated_types.Le(5)]"': {
      kind: 'number',
      constraints: { minimum: 0, maximum: 5 },
    },
    '"conint(ge=0, le=7)"': { kind: 'integer', constraints: { minimum: 0, maximum: 7 } },
    '"constr(pattern=r\'^\\\\w+$\')"': { kind: 'string', constraints: { pattern: '^\\w+$' } },
    '"Annotated[str, Len(1, 9)] | None"': {
      kind: 'union',
      members: [{ kind: 'string', constraints: { minLength: 1, maxLength: 9 } }, { kind: 'null' }],
    },
  };
  for (const [field, type] of Object.entries(read)) {
    it(`are read: ${field}`, () => {
      expect(typeOf(field)).to.deep.equal(type);
      expect(told(go(`{x: ${field}}`))).to.deep.equal([]);
    });
  }

  it('bound how long a text with two quantifiers may be', () => {
    const type = typeOf('{type: string, required: false, pattern: "^[a-z]+-[a-z]+$"}');
    expect(type).to.deep.equal({
      kind: 'string',
      constraints: { pattern: '^(?![\\s\\S]{2049})[a-z]+-[a-z]+$' },
    });
  });

  it('are all kept, with a warning where no sample keeps them', () => {
    const body = withHead(
      'io_operations: [{operation: go, input_fields: [{name: sku, type: str, pattern: "^[A-Z]{3}$"}, {name: n, type: int, ge: 5, le: 4}], output_fields: [n: PositiveInt]}]',
    );
    const [operation] = contractOf(body).operations;
    expect(operation?.input?.map(({ type }) => type)).to.deep.equal([
      { kind: 'string', constraints: { pattern: '^[A-Z]{3}$' } },
      { kind: 'integer', constraints: { minimum: 5, maximum: 4 } },
    ]);
    expect(operation?.output?.map(({ type }) => type)).to.deep.equal([
      { kind: 'integer', constraints: { exclusiveMinimum: 0 } },
    ]);
    expect(told(body).map((line) => line.replace(/^\d+:\d+ io_operations\[0\]\./, ''))).to.deep.equal([
      'input_fields[1]: has no sample value: no number was found for its constraints; generated tests and examples skip it',
    ]);
  });

  it('are told where a notation has what is not read', () => {
    expect(told(go('["x: Annotated[str, Strip(), Field(strict=True, max_length=8)]"]'))).to.deep.equal([
      '3:48 io_operations[0].input_fields[0]: "Strip" is not checked by the node’s models',
      '3:48 io_operations[0].input_fields[0]: "strict" is not checked by the node’s models',
    ]);
  });
});
