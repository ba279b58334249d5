import { expect } from 'chai';
import { parseYaml, type Contract } from 'onex-runtime/contract';
import { contractFromAnswers, newOperation } from '../../../lib/contract/index.ts';
import {
  addOperation,
  addTopic,
  parseFields,
  removeOperation,
  removeState,
  removeStep,
} from '../../../lib/contract/edit/index.ts';
import { parseOperationName } from '../../../lib/naming/index.ts';
import { answers } from '../answers.ts';
import { CHECKOUT, contractOf, edited, field, named, operation, ORDER, PAYMENT, step } from './support.ts';

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
});
