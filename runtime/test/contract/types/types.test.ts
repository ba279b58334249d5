import { expect } from 'chai';
import fc from 'fast-check';
import { NotationError, parseType } from 'onex-runtime/contract';
import type { FieldType } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const text: FieldType = { kind: 'string' };
const nothing: FieldType = { kind: 'null' };

describe('a type in the notation of Python', () => {
  const cases: Readonly<Record<string, FieldType>> = {
    str: text,
    float: { kind: 'number' },
    UUID: { kind: 'uuid' },
    object: { kind: 'any' },
    'datetime.datetime': { kind: 'datetime' },
    'str | None': { kind: 'union', members: [text, nothing] },
    'Optional[str]': { kind: 'union', members: [text, nothing] },
    'Union[str, int, None]': { kind: 'union', members: [text, { kind: 'integer' }, nothing] },
    'list[str]': { kind: 'array', item: text },
    'List[dict[str, list[int]]]': {
      kind: 'array',
      item: { kind: 'record', key: text, value: { kind: 'array', item: { kind: 'integer' } } },
    },
    'tuple[str, ...]': { kind: 'array', item: text },
    'tuple[str, Decimal]': { kind: 'tuple', items: [text, { kind: 'decimal' }] },
    'frozenset[str]': { kind: 'set', item: text },
    'Literal["a\\"b", 1, True, None]': { kind: 'literal', values: ['a"b', 1, true, null] },
    'Annotated[str, Field(min_length=1)]': { kind: 'string', constraints: { minLength: 1 } },
    'Annotated[str, "words, of one", x.y]': text,
    "'ModelX | None'": { kind: 'union', members: [{ kind: 'named', name: 'ModelX' }, nothing] },
    'demo.models.ModelX': { kind: 'named', name: 'ModelX' },
    'Result[str, int]': { kind: 'named', name: 'Result' },
    'str | Any': { kind: 'any' },
    'str | str': text,
    dict: { kind: 'record', key: text, value: { kind: 'any' } },
  };
  for (const [notation, type] of Object.entries(cases)) {
    it(`reads ${notation}`, () => {
      expect(parseType(notation)).to.deep.equal(type);
    });
  }

  for (const notation of [
    '',
    'list[',
    'list[str',
    'str |',
    'a b',
    'dict[str]',
    'Literal[x',
    ']',
    '{a: str',
    'str &',
    'x.',
    'list[str]]',
    'Annotated[str, Field(',
    'conint(',
    'str(1)',
  ]) {
    it(`refuses ${JSON.stringify(notation)}`, () => {
      expect(() => parseType(notation)).to.throw(NotationError);
    });
  }

  it('takes a name that every object has for the name of a model', () => {
    expect(parseType('constructor')).to.deep.equal({ kind: 'named', name: 'constructor' });
  });

  it('bounds length and depth', () => {
    expect(() => parseType('list['.repeat(300) + 'str' + ']'.repeat(300))).to.throw(
      NotationError,
      '16 levels',
    );
    expect(() => parseType('x'.repeat(3000))).to.throw(NotationError, '2000');
  });

  it('gives a type or a NotationError for any text', () => {
    const piece = fc.constantFrom(
      'list',
      '[',
      ']',
      ',',
      '|',
      '"',
      "'",
      'Literal',
      '...',
      'None',
      '(',
      ')',
      ' ',
      'x',
      '\\',
      '{a: str',
      'str &',
    );
    const notation = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(notation, (written) => {
        try {
          expect(parseType(written)).to.have.property('kind');
        } catch (error) {
          expect(error).to.be.instanceOf(NotationError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a type in the notation of TypeScript', () => {
  const integer: FieldType = { kind: 'integer' };
  const cases: Readonly<Record<string, FieldType>> = {
    'string[]': { kind: 'array', item: text },
    'string[][]': { kind: 'array', item: { kind: 'array', item: text } },
    'readonly string[]': { kind: 'array', item: text },
    'Array<string>': { kind: 'array', item: text },
    'ReadonlyArray<Record<string, number>>': {
      kind: 'array',
      item: { kind: 'record', key: text, value: { kind: 'number' } },
    },
    'Record<string, unknown>': { kind: 'record', key: text, value: { kind: 'any' } },
    'Map<string, bigint>': { kind: 'record', key: text, value: integer },
    'Set<Date>': { kind: 'set', item: { kind: 'datetime' } },
    '[string, number]': { kind: 'tuple', items: [text, { kind: 'number' }] },
    '"a" | "b"': { kind: 'literal', values: ['a', 'b'] },
    "'OPEN' | 'CLOSED' | null": {
      kind: 'union',
      members: [{ kind: 'literal', values: ['OPEN', 'CLOSED'] }, nothing],
    },
    '"open" | null': { kind: 'union', members: [{ kind: 'literal', values: ['open'] }, nothing] },
    '1 | 2 | -3': { kind: 'literal', values: [1, 2, -3] },
    'true | false': { kind: 'boolean' },
    'string | undefined': { kind: 'union', members: [text, nothing] },
    'string?': { kind: 'union', members: [text, nothing] },
    '(string | number)[]': {
      kind: 'array',
      item: { kind: 'union', members: [text, { kind: 'number' }] },
    },
    unknown: { kind: 'any' },
    bigint: integer,
    Date: { kind: 'datetime' },
    email: { kind: 'string', constraints: { format: 'email' } },
    '{ a: string; readonly b?: number[] }': {
      kind: 'model',
      fields: [
        { name: 'a', type: text, required: true, description: null },
        { name: 'b', type: { kind: 'array', item: { kind: 'number' } }, required: false, description: null },
      ],
    },
    '{ [key: string]: Date }': { kind: 'record', key: text, value: { kind: 'datetime' } },
  };
  for (const [notation, type] of Object.entries(cases)) {
    it(`reads ${notation}`, () => {
      expect(parseType(notation)).to.deep.equal(type);
    });
  }

  it('is said to be that, with what the contract has for it', () => {
    const fields = withHead(
      'io_operations: [{operation: go, input_fields: [{a: "Array<string>"}, {b: string}, {c: "{ d: string }"}]}]\n',
    );
    expect(issuesOf(fields, 'note').map((line) => line.replace(/^.*input_fields/, ''))).to.deep.equal([
      '[0].a: type "Array<string>" is in TypeScript’s notation; it is read as list[str] (onex contract fix rewrites it)',
      '[2].c: type "{ d: string }" is in TypeScript’s notation',
    ]);
  });

  it('gives way to a model that the contract defines', () => {
    const body = withHead(
      'io_operations: [{operation: go, input_fields: [at: Date]}]\ndefinitions: {Date: {fields: {day: int}}}\n',
    );
    expect(issuesOf(body, 'note')).to.deep.equal([]);
  });

  it('may mark a field as optional, behind its name', () => {
    const body = withHead('io_operations: [{operation: go, input_fields: [{"amount?": number}]}]\n');
    expect(contractOf(body).operations[0]?.input).to.deep.equal([
      { name: 'amount', type: { kind: 'number' }, required: false, description: null },
    ]);
  });
});

describe('a type of Pydantic', () => {
  const cases: Readonly<Record<string, FieldType>> = {
    EmailStr: { kind: 'string', constraints: { format: 'email' } },
    HttpUrl: { kind: 'string', constraints: { format: 'http-url' } },
    'pydantic.AnyUrl': { kind: 'string', constraints: { format: 'uri' } },
    IPvAnyAddress: { kind: 'string', constraints: { format: 'ip' } },
    SecretStr: text,
    PositiveInt: { kind: 'integer', constraints: { exclusiveMinimum: 0 } },
    'conint(ge=1, lt=9)': { kind: 'integer', constraints: { minimum: 1, exclusiveMaximum: 9 } },
    'constr(min_length=2)': { kind: 'string', constraints: { minLength: 2 } },
    'condecimal(gt=0, max_digits=6, decimal_places=2)': {
      kind: 'decimal',
      constraints: { exclusiveMinimum: 0, maxDigits: 6, decimalPlaces: 2 },
    },
    'conlist(conint(ge=1), min_length=2)': {
      kind: 'array',
      item: { kind: 'integer', constraints: { minimum: 1 } },
      constraints: { minItems: 2 },
    },
    'Annotated[EmailStr, Field(max_length=20)]': {
      kind: 'string',
      constraints: { format: 'email', maxLength: 20 },
    },
    'Annotated[Decimal, Field(ge=1)]': { kind: 'decimal', constraints: { minimum: 1 } },
  };
  for (const [notation, type] of Object.entries(cases)) {
    it(`reads ${notation}`, () => {
      expect(parseType(notation)).to.deep.equal(type);
    });
  }
});

describe('a field without its colon', () => {
  const go = (item: string): string =>
    withHead(`io_operations:\n  - operation: go\n    input_fields:\n      - ${item}\n`);

  it('is a mistake that says what to write, and is read as it is meant', () => {
    expect(issuesOf(go('entity_id str'), 'warning')).to.include(
      '6:9 io_operations[0].input_fields[0]: a colon is missing; write "entity_id: str"',
    );
    expect(contractOf(go('lines list[ModelLine]')).operations[0]?.input?.[0]).to.deep.include({
      name: 'lines',
      required: true,
    });
  });

  it('is none where the words are a name', () => {
    expect(contractOf(go('total amount')).operations[0]?.input?.[0]?.name).to.equal('total amount');
  });
});

describe('a type that is a slip of the keyboard', () => {
  const told = (type: string, more = ''): readonly string[] =>
    issuesOf(
      withHead(`io_operations:\n  - operation: pay\n    input_fields:\n      - amount: ${type}\n${more}`),
      'warning',
    ).filter((line) => line.includes('did you mean'));

  const slips: Readonly<Record<string, string>> = {
    flaot: 'float',
    floa: 'float',
    'int | nul': 'null',
    'list[strr]': 'str',
    Float: 'float',
    Decmial: 'Decimal',
    'dict[str, Optonal[int]]': 'Optional',
  };
  for (const [type, meant] of Object.entries(slips)) {
    it(`is told at its place: ${type}`, () => {
      const [line, ...rest] = told(type);
      expect(rest).to.deep.equal([]);
      expect(line).to.match(
        /^6:17 io_operations\[0\]\.input_fields\[0\]\.amount: type "\w+" is neither a known type/,
      );
      expect(line).to.include(`did you mean ${meant}?`);
    });
  }

  it('is none where the contract has a model of that name, or where it is the name of one elsewhere', () => {
    expect(told('flaot', 'definitions:\n  flaot: {x: str}\n')).to.deep.equal([]);
    for (const type of ['Note', 'ModelPayment', 'Inte', 'shop.models.Money', 'Result[str]']) {
      expect(told(type), type).to.deep.equal([]);
    }
  });
});
