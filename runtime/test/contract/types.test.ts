import { expect } from 'chai';
import fc from 'fast-check';
import { NotationError, parseType } from 'onex-runtime/contract';
import type { FieldType } from 'onex-runtime/contract';
import { issuesOf, withHead } from './read.ts';

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
    '1',
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
      '1',
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
        /^6:17 io_operations\[0\]\.input_fields\[0\]\.amount: type "\w+" is no known one/,
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
