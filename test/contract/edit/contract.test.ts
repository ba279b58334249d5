import { expect } from 'chai';
import fc from 'fast-check';
import { parseYaml, readContract, type Contract } from 'onex-runtime/contract';
import { contractFromAnswers, newOperation } from '../../../lib/contract/index.ts';
import {
  addField,
  addOperation,
  addState,
  addStep,
  addTopic,
  addTransition,
  checkedEdit,
  parseFields,
  removeField,
  removeOperation,
  removeState,
  removeStep,
  removeTopic,
  type ContractEdit,
} from '../../../lib/contract/edit/index.ts';
import { parseNodeName, parseOperationName, type NodeName } from '../../../lib/naming/index.ts';
import { answers } from '../answers.ts';

const FILE = { file: 'contract.yaml', origin: 'project' } as const;

function contractOf(text: string): Contract {
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(JSON.stringify(issues, null, 1) + text);
  return contract;
}

const named = (name: string): { readonly name: NodeName } => ({ name: parseNodeName(name) });
const edited = (text: string, ...edits: readonly ContractEdit[]): string =>
  checkedEdit(text, edits, FILE).text;

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

const PAYMENT = contractFromAnswers(answers('effect', named('payment')));
const ORDER = contractFromAnswers(answers('reducer', named('order')));
const PRICE = contractFromAnswers(answers('compute', named('price')));
const payment = contractOf(PAYMENT);
const CHECKOUT = contractFromAnswers({
  ...answers('orchestrator', named('checkout')),
  steps: [
    { contract: payment, operation: 'create' },
    { contract: payment, operation: 'read' },
  ],
});

const operation =
  (name: string): ContractEdit =>
  (text, contract) =>
    addOperation(
      text,
      contract,
      { name },
      newOperation(contract.kind, parseOperationName(name), contract.baseName),
    );
const field = (of: string, text: string, side: 'input' | 'output' = 'input'): ContractEdit => {
  const [one] = parseFields(text);
  return (contractText, contract) => addField(contractText, contract, { operation: of, side, field: one! });
};
const step =
  (
    of: string,
    { id = null, after = null, before = null }: Partial<Parameters<typeof addStep>[2]> = {},
  ): ContractEdit =>
  (text, contract) =>
    addStep(text, contract, { contract: payment, operation: of, id, after, before });

describe('An edit of a contract', () => {
  it('adds an operation with the fields that are given, in the form of the others', () => {
    const after = edited(PAYMENT, (text, contract) =>
      addOperation(
        text,
        contract,
        {
          name: 'refund',
          description: 'Refund it.',
          input: parseFields('amount: Decimal, tags: dict[str, Any] | None'),
        },
        newOperation('effect', parseOperationName('refund'), 'payment'),
      ),
    );
    const refund = contractOf(after).operations.find(({ name }) => name === 'refund');
    expect(refund?.input?.map(({ name, required }) => [name, required])).to.deep.equal([
      ['amount', true],
      ['tags', false],
    ]);
    const lines = PAYMENT.split('\n');
    expect(after.split('\n').filter((line) => !lines.includes(line))).to.deep.equal(
      [
        '  - operation: refund',
        '    operation_type: refund',
        '    description: Refund it.',
        '      - amount: Decimal',
        '      - tags: dict[str, Any] | None',
        '    idempotent: false',
        '      - entity_id: str | None',
      ].filter((line) => !lines.includes(line)),
    );
  });

  it('follows a contract that lists its operations as a mapping, with fields as mappings', () => {
    const text = [
      'name: node_shop_store_effect',
      'contract_version: 1.0.0',
      'node_version: 1.0.0',
      'node_type: EFFECT_GENERIC',
      'description: A store.',
      'input_model: a.b.ModelA',
      'output_model: a.b.ModelB',
      'operations:',
      '  # keeps it',
      '  store:',
      '    input: { a: str }',
      '    output: { b: str }',
      '',
      '  # finds it',
      '  find:',
      '    input: { a: str }',
      '    output: { b: str }',
      '',
    ].join('\n');
    const after = edited(text, operation('drop'), field('drop', 'c: int'));
    expect(after).to.equal(
      `${text}
  drop:
    description: Run the drop operation on store data.
    input:
      entity_id: str | None
      data: dict[str, Any]
      c: int
    output:
      entity_id: str | None
      data: dict[str, Any]
    idempotent: false
`,
    );
    expect(contractOf(edited(text, field('find', 'c: int'))).operations[1]?.input).to.have.length(2);
    expect(edited(after, (one, contract) => removeOperation(one, contract, 'drop'))).to.equal(text);
  });

  it('makes the steps that waited for a removed step wait for what it waited for', () => {
    const three = edited(CHECKOUT, step('update'));
    expect(contractOf(three).workflow?.steps.map(({ dependsOn }) => dependsOn)).to.deep.equal([
      [],
      ['create_payment'],
      ['read_payment'],
    ]);
    const two = edited(three, (text, contract) => removeStep(text, contract, 'read_payment'));
    expect(contractOf(two).workflow?.steps.map(({ id, dependsOn }) => [id, ...dependsOn])).to.deep.equal([
      ['create_payment'],
      ['update_payment', 'create_payment'],
    ]);
  });

  it('puts a step before another, which then waits for it', () => {
    const after = edited(CHECKOUT, step('update', { before: 'read_payment' }));
    expect(contractOf(after).workflow?.steps.map(({ id, dependsOn }) => [id, ...dependsOn])).to.deep.equal([
      ['create_payment'],
      ['update_payment', 'create_payment'],
      ['read_payment', 'update_payment'],
    ]);
  });

  it('gives an orchestrator without steps a workflow, and takes the topics away with the last step', () => {
    const none = contractFromAnswers(answers('orchestrator', named('checkout')));
    const one = edited(none, step('create'));
    expect(contractOf(one).workflow?.steps.map(({ id, commandTopic }) => [id, commandTopic])).to.deep.equal([
      ['create_payment', 'onex.cmd.billing.payment-requested.v1'],
    ]);
    const again = edited(one, (text, contract) => removeStep(text, contract, 'create_payment'));
    expect(parseYaml(again).value).to.deep.include({
      event_bus: (parseYaml(none).value as { event_bus: unknown }).event_bus,
    });
    expect(contractOf(again).workflow?.steps).to.deep.equal([]);
  });

  it('removes the transitions of a state, and the operations that only they have', () => {
    const after = edited(ORDER, (text, contract) => removeState(text, contract, 'failed'));
    const { stateMachine, operations } = contractOf(after);
    expect(stateMachine?.transitions.map(({ from, to }) => `${from} ${to}`)).to.deep.equal([
      'idle active',
      'active completed',
      'completed idle',
    ]);
    expect(operations.map(({ name }) => name)).to.deep.equal(['start', 'complete', 'reset']);
  });

  it('keeps the operations and topics that a contract has without listing them', () => {
    const strict = (type: string, ...more: readonly string[]): string =>
      [
        'name: node_shop_thing_compute',
        'contract_version: 1.0.0',
        'node_version: 1.0.0',
        `node_type: ${type}_GENERIC`,
        'description: A thing.',
        'input_model: a.b.ModelA',
        'output_model: a.b.ModelB',
        ...more,
        '',
      ].join('\n');
    const before = contractOf(strict('COMPUTE'));
    const names = (contract: Contract): readonly string[] => contract.operations.map(({ name }) => name);
    const after = contractOf(edited(strict('COMPUTE'), operation('round')));
    expect(names(after)).to.have.members([...names(before), 'round']);
    const listed = strict('EFFECT', 'io_operations:', '  - operation: a', '    operation_type: a');
    const heard = contractOf(
      edited(listed, (text, contract) => addTopic(text, contract, 'onex.evt.shop.closed.v1', 'subscribe')),
    );
    const own = contractOf(listed).topics;
    expect(heard.topics.subscribe.map(({ topic }) => topic)).to.have.members([
      ...own.subscribe.map(({ topic }) => topic),
      'onex.evt.shop.closed.v1',
    ]);
    expect(heard.topics.publish.map(({ topic }) => topic)).to.include.members(
      own.publish.map(({ topic }) => topic),
    );
    const field1 = contractOf(edited(strict('COMPUTE'), field(names(before)[0]!, 'amount: Decimal')));
    expect([names(field1), field1.operations[0]?.input?.map(({ name }) => name)]).to.deep.equal([
      names(before),
      ['amount'],
    ]);
  });

  const REFUSED: Readonly<Record<string, [text: string, edit: ContractEdit, message: RegExp]>> = {
    'an operation that is there': [PAYMENT, operation('create'), /has an operation "create" already/],
    'an operation that is not there': [
      PAYMENT,
      (text, contract) => removeOperation(text, contract, 'refund'),
      /no operation "refund"; it has create, read, update, delete/,
    ],
    'the only operation': [
      PRICE,
      (text, contract) => removeOperation(text, contract, 'compute'),
      /only operation .*onex remove node_billing_price_compute/,
    ],
    'a field that is there': [
      PAYMENT,
      field('create', 'data: str'),
      /"data" is in the input of .*:create already/,
    ],
    'a field with a model that nothing defines': [
      PAYMENT,
      field('create', 'a: list[Money]'),
      /names Money, which the contract does not define/,
    ],
    'a field of an operation that is not there': [
      PAYMENT,
      field('refund', 'a: str'),
      /no operation "refund"/,
    ],
    'a field that is not there': [
      PAYMENT,
      (text, contract) => removeField(text, contract, { operation: 'create', side: 'input', name: 'x' }),
      /The input of .* has no field "x"; it has entity_id, data/,
    ],
    'a step of a node that is no orchestrator': [PAYMENT, step('create'), /only an orchestrator has steps/],
    'a step after one that is not there': [
      CHECKOUT,
      step('update', { after: ['x'] }),
      /no step "x"; it has create_payment/,
    ],
    'a state of a node without a machine': [
      PAYMENT,
      (text, contract) => addState(text, contract, { name: 'x', description: 'X.', isTerminal: false }),
      /has no state machine/,
    ],
    'the initial state': [
      ORDER,
      (text, contract) => removeState(text, contract, 'idle'),
      /is the initial state/,
    ],
    'a transition to a state that is not there': [
      ORDER,
      (text, contract) => addTransition(text, contract, { from: 'idle', to: 'x', trigger: 'go' }),
      /no state "x"/,
    ],
    'a second transition for a trigger': [
      ORDER,
      (text, contract) => addTransition(text, contract, { from: 'idle', to: 'failed', trigger: 'start' }),
      /"start" leads from idle to active already/,
    ],
    'a topic that breaks the rule': [
      PAYMENT,
      (text, contract) => addTopic(text, contract, 'Payments', 'subscribe'),
      /"Payments" is not a topic name/,
    ],
    'a topic of a step': [
      CHECKOUT,
      (text, contract) => removeTopic(text, contract, 'onex.cmd.billing.payment-requested.v1', null),
      /The step create_payment .* needs/,
    ],
  };
  for (const [what, [text, edit, message]] of Object.entries(REFUSED)) {
    it(`refuses ${what}`, () => {
      expect(() => edited(text, edit)).to.throw(message);
    });
  }

  for (const [fields, message] of [
    ['amount', /"amount" has no type/],
    ['amount: Decmal[', /type "Decmal\[" of the field amount cannot be read/],
    ['a-b: str', /may contain only letters/],
    ['constructor: str', /every JavaScript object has/],
    ['a: str, a: int', /"a" is given twice/],
  ] as const) {
    it(`refuses the fields "${fields}"`, () => {
      expect(() => parseFields(fields)).to.throw(message);
    });
  }

  it('names the place of what it cannot edit', () => {
    const text = PAYMENT.replace(
      '    output_fields:\n      - entity_id: str\n      - data: dict[str, Any]\n      - created_at: datetime\n',
      '    output_fields: &o\n      - entity_id: str\n',
    ).replace(
      /    output_fields:\n      - entity_id: str\n      - data: dict\[str, Any\]\n      - created_at: datetime\n      - updated_at: datetime\n/,
      '    output_fields: *o\n',
    );
    expect(() => edited(text, field('read', 'a: str', 'output'))).to.throw(
      /^contract\.yaml:\d+:\d+: .*alias/,
    );
  });
});

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
