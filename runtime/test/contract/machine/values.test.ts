import { expect } from 'chai';
import { conditionHolds, type Decidable } from '../../../src/contract/machine/conditions/evaluate.ts';
import { parseList, parseOperand } from '../../../src/contract/machine/conditions/literals.ts';
import { pythonNumber, pythonText } from '../../../src/contract/machine/conditions/python-values.ts';
import { nameInTopic, namesEnding } from '../../../src/contract/machine/topic-names.ts';

describe('an operand of a condition', () => {
  it('is a literal whose text survives, a word, a list, or nothing', () => {
    for (const [text, value] of [
      ['0', 0],
      ['-1', -1],
      ['1.5', 1.5],
      ['12.00', '12.00'],
      ['007', '007'],
      ['+1', '+1'],
      ['1e3', '1e3'],
      ['.5', '.5'],
      ['""', ''],
      ["''", ''],
      ['"a b"', 'a b'],
      ["'a\"b'", 'a"b'],
      ['true', true],
      ['false', false],
      ['null', null],
      ['True', 'True'],
      ['False', 'False'],
      ['None', 'None'],
      ['[]', []],
      ['()', []],
      ['[ 1, "a,b", c ]', [1, 'a,b', 'c']],
    ] as const) {
      expect(parseOperand(text), text).to.deep.equal({ kind: 'literal', value });
    }
    for (const word of ['open', 'a-b', 'order.total'])
      expect(parseOperand(word)).to.deep.equal({ kind: 'word', word });
    for (const text of ['', 'a b', '"a', '1a', 'a.', '_a', '[[1]]', '[a b]', '"a\\"b"', 'f()']) {
      expect(parseOperand(text), text).to.equal(null);
    }
    for (const list of ['["a", "b,c"]', '["a","b,c"]', "[ 'a' , 'b,c' ]"]) {
      expect(parseOperand(list), list).to.deep.equal({ kind: 'literal', value: ['a', 'b,c'] });
    }
    for (const list of ['["a" b]', '["a""b"]', '[a "b,c"]']) expect(parseOperand(list), list).to.equal(null);
    expect(parseList('  ')).to.deep.equal({ kind: 'literal', value: [] });
  });
});

describe('a condition that is decided', () => {
  const holds = (value: unknown, condition: object): boolean =>
    conditionHolds({ field: 'x', ...condition } as Decidable, (field) => (field === 'x' ? value : 10));

  it('takes 0, false, and empty text for present, and only empty text for not valid', () => {
    for (const value of [0, false, '', [], {}]) {
      expect([holds(value, { kind: 'present' }), holds(value, { kind: 'absent' })]).to.deep.equal([
        true,
        false,
      ]);
      expect(holds(value, { kind: 'valid' }), JSON.stringify(value)).to.equal(value !== '');
    }
    for (const value of [null, undefined]) {
      const kinds = ['present', 'absent', 'valid'].map((kind) => holds(value, { kind }));
      expect(kinds).to.deep.equal([false, true, false]);
    }
    for (const value of [Number.NaN, Infinity]) expect(holds(value, { kind: 'valid' })).to.equal(false);
  });

  it('measures text by characters, lists by items, objects by keys, and nothing else', () => {
    for (const value of ['ab', '😀b', [1, 2], { a: 1, b: 2 }]) {
      const lengths = [1, 2, 3].map((length) => [
        holds(value, { kind: 'min_length', length }),
        holds(value, { kind: 'max_length', length }),
      ]);
      expect(lengths).to.deep.equal([
        [true, false],
        [true, true],
        [false, true],
      ]);
    }
    for (const value of [null, undefined, 0, true]) {
      expect(holds(value, { kind: 'min_length', length: 0 })).to.equal(false);
      expect(holds(value, { kind: 'max_length', length: 9 })).to.equal(false);
    }
  });

  it('orders numbers with their boundary, and never what is missing', () => {
    const signs = ['<', '<=', '>', '>='] as const;
    for (const [value, expected] of [
      [9, [true, true, false, false]],
      [10, [false, true, false, true]],
      [11, [false, false, true, true]],
      ['10', [false, true, false, true]],
      [null, [false, false, false, false]],
      [undefined, [false, false, false, false]],
      ['', [false, false, false, false]],
      ['a', [false, false, false, false]],
      [false, [true, true, false, false]],
    ] as const) {
      const literal = signs.map((operator) => holds(value, { kind: 'compare', operator, value: 10 }));
      const field = signs.map((operator) => holds(value, { kind: 'compare_fields', operator, other: 'y' }));
      expect([literal, field], String(value)).to.deep.equal([expected, expected]);
    }
  });

  it('has no item where a list is none', () => {
    for (const operator of ['in', 'not_in']) {
      expect(holds('a', { kind: 'compare', operator, value: 'a' }), operator).to.equal(false);
    }
  });
});

describe('a value as Python reads and prints it', () => {
  it('is a number in the forms of float', () => {
    for (const [value, number] of [
      [' 1_000 ', 1000],
      ['1.', 1],
      ['.5', 0.5],
      ['1e-2', 0.01],
      ['-inf', -Infinity],
      ['+Infinity', Infinity],
      ['INF', Infinity],
      [true, 1],
      [false, 0],
      [0, 0],
    ] as const) {
      expect(pythonNumber(value), String(value)).to.equal(number);
    }
    for (const value of ['', ' ', '1__0', '_1', '1_', '0x10', 'infin', '1 2', null, undefined, [], {}]) {
      expect(pythonNumber(value), String(value)).to.satisfy(Number.isNaN);
    }
  });

  it('is text in the forms of str', () => {
    for (const [value, text] of [
      ["it's", "it's"],
      [["it's"], '["it\'s"]'],
      [['"'], "['\"']"],
      [['\'"'], `['\\'"']`],
      [['\n\t\r\\'], String.raw`['\n\t\r\\']`],
      [['\u0001\u007f'], String.raw`['\x01\x7f']`],
      [[' ~'], "[' ~']"],
      [null, 'None'],
      [undefined, 'None'],
      [[true, false, null], '[True, False, None]'],
      [{ a: [1] }, "{'a': [1]}"],
      [0.00001, '1e-05'],
      [0.0001, '0.0001'],
      [0.000012, '1.2e-05'],
      [-0.5, '-0.5'],
      [1e-10, '1e-10'],
    ] as const) {
      expect(pythonText(value)).to.equal(text);
    }
  });
});

describe('the name that a topic stands for', () => {
  const owner = { domain: 'shop', baseName: 'order_flow' };
  const names = ['paid', 'part-paid', 'shipped'] as const;
  const named = (event: string): string | undefined =>
    nameInTopic(`onex.evt.billing.${event}.v1`, names, owner);

  it('is the event, or ends it after the name of an entity', () => {
    for (const event of ['paid', 'shop-paid', 'order-flow-paid', 'billing-paid', 'invoice-paid']) {
      expect(named(event), event).to.equal('paid');
    }
    expect(named('invoice-part-paid')).to.equal('part-paid');
    for (const event of [
      'not-paid',
      'never-paid',
      'fully-paid',
      'big-order-paid',
      'repaid',
      'paid-back',
      'soon-paid',
    ]) {
      expect(named(event), event).to.equal(undefined);
    }
  });

  it('is the longest of several', () => {
    expect(namesEnding('onex.evt.billing.x-part-paid.v1', names)).to.deep.equal(['part-paid', 'paid']);
    expect(namesEnding('onex.evt.billing.unpaid.v1', names)).to.deep.equal([]);
  });
});
