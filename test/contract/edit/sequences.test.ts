import { expect } from 'chai';
import fc from 'fast-check';
import {
  addState,
  addTopic,
  addTransition,
  removeField,
  removeOperation,
  removeState,
  removeStep,
  removeTopic,
  type ContractEdit,
} from '../../../lib/contract/edit/index.ts';
import { CHECKOUT, contractOf, edited, field, operation, ORDER, PAYMENT, PRICE, step } from './support.ts';

/** A comment before every third line, as an owner may write them; those within a list stay where they are. */
function withComments(text: string): string {
  return text
    .split('\n')
    .flatMap((line, index) => {
      const indent = /^ *(?=\S)/.exec(line)?.[0];
      return index % 3 === 2 && indent !== undefined && index > 6
        ? [`${indent}# comment ${index}`, line]
        : [line];
    })
    .join('\n');
}

describe('Any sequence of edits of a contract', () => {
  interface Pair {
    readonly add: readonly ContractEdit[];
    readonly remove: ContractEdit;
  }
  const name = fc.constantFrom('alpha', 'beta_two', 'gamma');
  const shared = (of: string): fc.Arbitrary<Pair>[] => [
    fc
      .record({ field: fc.constantFrom('f_one', 'f_two'), side: fc.constantFrom('input', 'output') })
      .map((one) => ({
        add: [field(of, `${one.field}: list[str] | None`, one.side)],
        remove: (text, contract) =>
          removeField(text, contract, { operation: of, side: one.side, name: one.field }),
      })),
    fc.constantFrom('subscribe', 'publish', 'dead-letter').map((direction) => ({
      add: [(text, contract) => addTopic(text, contract, 'onex.evt.other.thing-done.v1', direction)],
      remove: (text, contract) => removeTopic(text, contract, 'onex.evt.other.thing-done.v1', direction),
    })),
  ];
  const operations = name.map((one): Pair => ({
    add: [operation(one)],
    remove: (text, contract) => removeOperation(text, contract, one),
  }));
  const states = name.map((one): Pair => ({
    add: [
      (text, contract) =>
        addState(text, contract, { name: one, description: 'Somewhere.', isTerminal: true }),
      (text, contract) => addTransition(text, contract, { from: 'active', to: one, trigger: `to_${one}` }),
      operation(`to_${one}`),
    ],
    remove: (text, contract) => removeState(text, contract, one),
  }));
  const steps = fc
    .record({ id: name, before: fc.constantFrom(null, 'create_payment', 'read_payment') })
    .map(({ id, before }): Pair => ({
      add: [step('update', { id, before })],
      remove: (text, contract) => removeStep(text, contract, id),
    }));
  const KINDS = [
    { text: PAYMENT, pairs: fc.oneof(operations, ...shared('create')) },
    { text: PRICE, pairs: fc.oneof(operations, ...shared('compute')) },
    { text: CHECKOUT, pairs: fc.oneof(steps, ...shared('run')) },
  ];

  /** Adds one after another, skipping what is there already, and removes all of it in the opposite order. */
  function undone(text: string, pairs: readonly Pair[]): void {
    const texts = [text];
    const done: Pair[] = [];
    for (const pair of pairs) {
      try {
        texts.push(edited(texts.at(-1)!, ...pair.add));
        done.push(pair);
      } catch (error) {
        expect((error as Error).message).to.match(/already/);
      }
    }
    for (const pair of done.toReversed()) {
      const now = edited(texts.pop()!, pair.remove);
      expect(now).to.equal(texts.at(-1));
    }
  }

  for (const { text, pairs } of KINDS) {
    it(`is undone byte for byte in ${contractOf(text).name}`, () => {
      fc.assert(
        fc.property(fc.array(pairs, { maxLength: 4 }), fc.boolean(), fc.boolean(), (all, commented, crlf) => {
          const own = commented ? withComments(text) : text;
          undone(crlf ? own.replaceAll('\n', '\r\n') : own, all);
        }),
        { numRuns: 8 },
      );
    });
  }

  it('is undone byte for byte in a reducer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(states, ...shared('start')), { maxLength: 3 }),
        fc.boolean(),
        (all, commented) => {
          undone(commented ? withComments(ORDER) : ORDER, all);
        },
      ),
      { numRuns: 5 },
    );
  });
});
