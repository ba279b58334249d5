import { expect } from 'chai';
import {
  addState,
  addTopic,
  addTransition,
  parseFields,
  removeField,
  removeOperation,
  removeState,
  removeTopic,
  type ContractEdit,
} from '../../../lib/contract/edit/index.ts';
import { CHECKOUT, edited, field, operation, ORDER, PAYMENT, PRICE, step } from './support.ts';

describe('A refused edit of a contract', () => {
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
