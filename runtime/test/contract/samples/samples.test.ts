import { expect } from 'chai';
import {
  fullBudget,
  parseType,
  sampleOf,
  samplePayload,
  type Constraints,
  type FieldType,
} from 'onex-runtime/contract';
import { contractOf, withHead } from '../read.ts';

const valueOf = (type: FieldType): unknown => {
  const sample = sampleOf(type, {});
  return sample.found ? sample.value : sample.reason;
};
const text = (constraints: Constraints): unknown => valueOf({ kind: 'string', constraints });
const number = (constraints: Constraints): unknown => valueOf({ kind: 'number', constraints });
const integer = (constraints: Constraints): unknown => valueOf({ kind: 'integer', constraints });
const decimal = (constraints: Constraints): unknown => valueOf({ kind: 'decimal', constraints });

describe('the sample of a text', () => {
  it('is readable where it may be, and cut or lengthened where it has to be', () => {
    expect(text({})).to.equal('example');
    expect(text({ maxLength: 3 })).to.equal('exa');
    expect(text({ minLength: 10 })).to.equal('examplexxx');
    expect(text({ maxLength: 0 })).to.equal('');
    expect(text({ pattern: '^[a-z]+$' })).to.equal('example');
  });

  it('matches its pattern, with the lengths that are asked for', () => {
    expect(text({ pattern: '^[A-Z]{3}$' })).to.equal('AAA');
    expect(text({ pattern: '^ORD-\\d{4,}$', minLength: 12 })).to.equal('ORD-00000000');
    expect(text({ pattern: '^(?:red|green)(?:, (?:red|green))*$', minLength: 10 })).to.match(
      /^(?:red|green), /,
    );
    expect(text({ pattern: '\\.json$' })).to.match(/\.json$/);
    expect(text({ pattern: '^(?!a)[a-c]$' })).to.equal('b');
    expect(text({ pattern: '^\\u{1F600}$' })).to.equal('\u{1F600}');
  });

  it('is not made up where none was found', () => {
    expect(text({ pattern: '^[A-Z]{3}$', minLength: 4 })).to.match(/^no text was found for the pattern/);
    expect(text({ pattern: '^(a)\\1$' })).to.match(/^no text was found/);
    expect(text({ minLength: 1_000_000 })).to.match(/^minLength 1000000 is above 4096/);
  });

  it('has its format', () => {
    expect(text({ format: 'email' })).to.equal('user@example.com');
    expect(text({ format: 'email', minLength: 30 })).to.have.length(30);
    expect(text({ format: 'ipv6' })).to.equal('2001:db8::1');
  });
});

describe('the sample of a number', () => {
  it('is 1 where it may be, else next to its bounds', () => {
    expect(integer({})).to.equal(1);
    expect(integer({ minimum: 5 })).to.equal(5);
    expect(integer({ exclusiveMinimum: 5 })).to.equal(6);
    expect(integer({ maximum: -3 })).to.equal(-3);
    expect(integer({ exclusiveMaximum: -3 })).to.equal(-4);
    expect(integer({ minimum: 0.5, maximum: 1.5 })).to.equal(1);
    expect(integer({ multipleOf: 2.5 })).to.equal(5);
    expect(number({ exclusiveMinimum: 0, exclusiveMaximum: 0.5 })).to.equal(0.25);
    expect(number({ multipleOf: 0.01, minimum: 0.285, maximum: 0.295 })).to.equal(0.29);
  });

  it('is an exact text where it is a decimal', () => {
    expect(decimal({})).to.equal('1.00');
    expect(decimal({ decimalPlaces: 1 })).to.equal('1');
    expect(decimal({ minimum: 0.29, multipleOf: 0.01, exclusiveMaximum: 0.3 })).to.equal('0.29');
    expect(decimal({ minimum: 1e21 })).to.equal('1000000000000000000000');
  });

  it('is not made up where none was found', () => {
    expect(integer({ minimum: 5, maximum: 4 })).to.equal('no number was found for its constraints');
    expect(integer({ exclusiveMinimum: 1, exclusiveMaximum: 2 })).to.match(/^no number/);
    expect(decimal({ minimum: 100, maxDigits: 2 })).to.match(/^no decimal/);
  });
});

describe('the sample of a payload', () => {
  it('has the required fields alone, in nested and recursive models too', () => {
    const { operations, definitions } = contractOf(
      withHead(`io_operations:
  - operation: go
    input_fields: [order: Order, {name: note, type: str, required: false}, tree: Tree, {name: state, enum: [open, closed], required: true}]
definitions:
  Order: {lines: {type: array, minItems: 2, items: {$ref: "#/definitions/Line"}}, total: Decimal}
  Line: {sku: {type: string, pattern: "^[A-Z]{2}$"}, quantity: {type: integer, minimum: 3}}
  Tree: {children: "list[Tree]", parent: "Tree | None"}
`),
    );
    const line = { sku: 'AA', quantity: 3 };
    expect(samplePayload(operations[0]?.input ?? null, definitions)).to.deep.equal({
      found: true,
      value: { order: { lines: [line, line], total: '1.00' }, tree: { children: [] }, state: 'open' },
    });
  });

  it('has different items in a set, or says that there are too few', () => {
    const set = (item: string, minItems: number): unknown =>
      valueOf({ kind: 'set', item: parseType(item), constraints: { minItems } });
    expect(set('int', 3)).to.deep.equal([1, 2, 3]);
    expect(new Set(set('str', 3) as string[]).size).to.equal(3);
    expect(set('Literal["a", "b"]', 2)).to.deep.equal(['a', 'b']);
    expect(set('bool', 3)).to.equal('there are fewer than 3 different values');
  });

  it('takes the member of a union that has one, and says where there is none', () => {
    const never: FieldType = { kind: 'integer', constraints: { minimum: 2, maximum: 1 } };
    expect(valueOf({ kind: 'union', members: [never, { kind: 'boolean' }] })).to.equal(true);
    const model: FieldType = {
      kind: 'model',
      fields: [{ name: 'a', type: { kind: 'tuple', items: [never] }, required: true, description: null }],
    };
    expect(sampleOf(model, {})).to.deep.include({ found: false, path: ['a', 0] });
  });

  it('has defaults where it is what a model has read', () => {
    const fields = [
      { name: 'a', type: parseType('int'), required: false, default: 0, description: null },
      { name: 'b', type: parseType('int'), required: false, description: null },
    ];
    expect(samplePayload(fields, {})).to.deep.equal({ found: true, value: {} });
    expect(samplePayload(fields, {}, { defaults: true })).to.deep.equal({ found: true, value: { a: 0 } });
  });

  it('ends where there would be too many parts', () => {
    const budget = fullBudget();
    const wide: FieldType = {
      kind: 'array',
      item: { kind: 'array', item: { kind: 'integer' }, constraints: { minItems: 1000 } },
      constraints: { minItems: 1000 },
    };
    expect(sampleOf(wide, {}, { budget }).found).to.equal(true);
    expect(budget.left).to.be.below(0);
  });
});
