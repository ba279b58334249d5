import { expect } from 'chai';
import { comparePairs, type Change } from '../../../lib/contract/diff/index.ts';
import type { ContractFile } from '../../../lib/contract/versions/index.ts';
import { BOOK, CHECKOUT, ORDER, PAYMENT } from './contracts.ts';

const file = (text: string, path = 'contract.yaml'): ContractFile => ({ file: path, path, text });

/** The changes that some replacements make in a contract. */
function changes(
  text: string,
  edits: readonly (readonly [string, string])[],
  project: readonly string[] = [],
): readonly Change[] {
  let edited = text;
  for (const [from, to] of edits) {
    expect(edited).to.include(from);
    edited = edited.replace(from, to);
  }
  const others = project.map((other, index) => file(other, `other-${index}.yaml`));
  return (
    comparePairs([{ old: file(text, 'old.yaml'), new: file(edited, 'new.yaml') }], others)[0]?.changes ?? []
  );
}

const shown = (found: readonly Change[]): string[] =>
  found.map(({ breaks, message }) => `${breaks ?? 'compatible'}: ${message}`);

describe('the comparison of two versions of a contract', () => {
  for (const { title, edit, says } of [
    {
      title: 'a new required input field',
      edit: ['      - customer: str\n', '      - customer: str\n      - currency: str\n'],
      says: 'consumers: operation "create": input field currency is new and required',
    },
    {
      title: 'a new optional input field',
      edit: ['      - customer: str\n', '      - customer: str\n      - currency: str | None\n'],
      says: 'compatible: operation "create": input field currency is new and optional',
    },
    {
      title: 'a removed input field, which the new model ignores',
      edit: ['      - customer: str\n', ''],
      says: 'compatible: operation "create": input field customer is removed',
    },
    {
      title: 'a wider input type',
      edit: ['payment_id: UUID]', 'payment_id: str]'],
      says: 'compatible: operation "refund": input field payment_id has type str; it had UUID',
    },
    {
      title: 'a narrower input type',
      edit: ['- customer: str\n', '- customer: UUID\n'],
      says: 'consumers: operation "create": input field customer has type UUID; it had str',
    },
    {
      title: 'a stricter constraint in a nested model of the input',
      edit: ['maximum: 99', 'maximum: 50'],
      says: 'consumers: operation "create": input field lines.count has type int (maximum 50); it had int (maximum 99)',
    },
    {
      title: 'a looser constraint in a nested model of the input',
      edit: ['maxLength: 20', 'maxLength: 30'],
      says: 'compatible: operation "create": input field lines.sku has type str (maxLength 30); it had str (maxLength 20)',
    },
    {
      title: 'a new value of an output enum',
      edit: ['Literal["open", "paid"]', 'Literal["open", "paid", "void"]'],
      says: 'consumers: operation "create": output field status has type Literal["open", "paid", "void"]; it had Literal["open", "paid"]',
    },
    {
      title: 'a removed value of an output enum',
      edit: ['Literal["open", "paid"]', 'Literal["open"]'],
      says: 'compatible: operation "create": output field status has type Literal["open"]; it had Literal["open", "paid"]',
    },
    {
      title: 'a removed output field',
      edit: ['      - payment_id: UUID\n', ''],
      says: 'consumers: operation "create": output field payment_id is removed',
    },
    {
      title: 'a new output field',
      edit: ['      - payment_id: UUID\n', '      - payment_id: UUID\n      - at: datetime\n'],
      says: 'compatible: operation "create": output field at is new and required',
    },
    {
      title: 'an operation that is renamed and keeps its former name',
      edit: ['  - operation: refund\n', '  - operation: repay\n    aliases: [refund]\n'],
      says: 'compatible: operation "refund" is called "repay", and is still accepted by its former name',
    },
    {
      title: 'a removed operation',
      edit: [
        '  - operation: refund\n    input_fields: [payment_id: UUID]\n    output_fields: [refunded: bool]\n',
        '',
      ],
      says: 'consumers: operation "refund" is removed',
    },
    {
      title: 'a topic that is no longer listened to',
      edit: [
        'subscribe_topics: [onex.cmd.billing.payment-requested.v1]',
        'subscribe_topics: [onex.cmd.billing.payment-asked.v1]',
      ],
      says: 'consumers: the node no longer listens to "onex.cmd.billing.payment-requested.v1"',
    },
    {
      title: 'a description',
      edit: ['description: Keeps payments', 'description: Keeps all payments'],
      says: 'compatible: description changed',
    },
  ] as const) {
    it(`tells the effect of ${title}`, () => {
      expect(shown(changes(PAYMENT, [edit]))).to.include(says);
    });
  }

  it('tells the effect of another payload beside a topic, once where an operation has the topic', () => {
    const noted =
      `${PAYMENT}published_events:\n  - {topic: onex.evt.billing.payment-noted.v1, model: ModelLine}\n` +
      '  - {topic: onex.evt.billing.payment-seen.v1, payload_fields: {by: str}}\n';
    expect(
      shown(changes(noted, [['payload_fields: {by: str}', 'payload_fields: {by: "str | None"}']])).join('\n'),
    ).to.match(/^consumers: topic "onex\.evt\.billing\.payment-seen\.v1": payload field by /);
    const narrower = shown(changes(noted, [['maximum: 99', 'maximum: 50']]));
    expect(narrower.filter((text) => text.includes('payment-noted'))).to.have.length(1);
    expect(narrower.filter((text) => text.includes('payment-completed'))).to.deep.equal([]);
    expect(shown(changes(noted, [['model: ModelLine', 'model: ModelGone']])).join('\n')).to.contain(
      'topic "onex.evt.billing.payment-noted.v1": payload',
    );
  });

  it('finds nothing in a contract that only looks different', () => {
    expect(
      changes(PAYMENT, [['description: Keeps payments', 'description:   "Keeps payments" # the same']]),
    ).to.deep.equal([]);
  });

  it('finds a former name of an operation that is removed', () => {
    const alias = '    aliases: [pay_back]\n';
    const before = PAYMENT.replace('  - operation: refund\n', `  - operation: refund\n${alias}`);
    expect(shown(changes(before, [[alias, '']]))).to.deep.equal([
      'consumers: operation "refund": its former name "pay_back" is removed',
    ]);
  });

  it('names the place of a change: in the new version, or in the old one for what is gone', () => {
    const [changed] = changes(PAYMENT, [['maximum: 99', 'maximum: 50']]);
    expect([changed?.file, changed?.line]).to.deep.equal(['new.yaml', 26]);
    const [gone] = changes(PAYMENT, [['      - payment_id: UUID\n', '']]);
    expect([gone?.file, gone?.line]).to.deep.equal(['old.yaml', 15]);
  });

  it('names the step of an orchestrator that a breaking change breaks, with its field and its line', () => {
    const [change] = changes(PAYMENT, [['- customer: str\n', '- customer: UUID\n']], [PAYMENT, CHECKOUT]);
    expect(change?.consumers).to.deep.equal([
      {
        node: 'node_billing_checkout_orchestrator',
        step: 'pay',
        field: 'customer',
        file: 'other-1.yaml',
        line: 12,
        column: 11,
      },
    ]);
    const [other] = changes(PAYMENT, [['refunded: bool', 'refunded: str']], [CHECKOUT]);
    expect(other?.effect).to.equal('breaking');
    expect(other?.consumers).to.deep.equal([]);
  });

  it('names a node that hears the message, where that node’s own model rejects it', () => {
    const [enumeration] = changes(PAYMENT, [['"paid"]', '"paid", "void"]']], [BOOK]);
    expect(enumeration?.consumers.map(({ node, field, line }) => [node, field, line])).to.deep.equal([
      ['node_billing_book_effect', 'status', 11],
    ]);
    const [widened] = changes(PAYMENT, [['payment_id: UUID\n', 'payment_id: str\n']], [BOOK]);
    expect(widened?.effect).to.equal('breaking');
    expect(widened?.consumers).to.deep.equal([]);
  });

  for (const { title, edit, says } of [
    {
      title: 'a removed state',
      edit: [
        ['    - {state_name: paid, required_data: []}\n', ''],
        [
          '    - {from_state: open, to_state: paid, trigger: pay}\n    - {from_state: paid, to_state: done, trigger: ship}',
          '    - {from_state: open, to_state: done, trigger: pay}',
        ],
      ],
      says: 'stored state: state "paid" is removed or renamed; entities stored in it accept no event',
    },
    {
      title: 'data that a state newly requires',
      edit: [['state_name: paid, required_data: []', 'state_name: paid, required_data: [amount]']],
      says: 'stored state: state "paid" requires "amount", which stored entities may lack',
    },
    {
      title: 'a removed transition',
      edit: [
        [
          '    - {from_state: paid, to_state: done, trigger: ship}\n',
          '    - {from_state: open, to_state: done, trigger: ship}\n',
        ],
      ],
      says: 'consumers: trigger "ship" in state "paid" is no longer accepted',
    },
    {
      title: 'a new condition',
      edit: [
        [
          'trigger: ship}',
          'trigger: ship, conditions: [{condition_name: c, condition_type: v, expression: "amount >= 10", required: true}]}',
        ],
      ],
      says: 'consumers: trigger "ship" in state "paid" has stricter or other conditions',
    },
    {
      title: 'a new value of the state in the projection',
      edit: [['    - {state_name: done', '    - {state_name: lost}\n    - {state_name: done']],
      says: 'consumers: operation "pay": output field state has type Literal["open", "paid", "lost", "done"]; it had Literal["open", "paid", "done"]',
    },
  ] as const) {
    it(`tells what ${title} does to a reducer`, () => {
      expect(shown(changes(ORDER, edit))).to.include(says);
    });
  }

  for (const { title, edit, says } of [
    {
      title: 'a renamed step',
      edit: [
        ['node_id: ship,', 'node_id: send,'],
        ['      ship:\n', '      send:\n'],
      ],
      says: 'running workflows: step "ship" is removed or renamed; running workflows that began it fail',
    },
    {
      title: 'another topic of the answer',
      edit: [
        [
          'completed_topic: onex.evt.shipping.parcel-completed.v1',
          'completed_topic: onex.evt.shipping.parcel-sent.v1',
        ],
      ],
      says: 'running workflows: step "ship": its completed event is expected on "onex.evt.shipping.parcel-sent.v1"; it was "onex.evt.shipping.parcel-completed.v1"',
    },
    {
      title: 'the loss of its graph',
      edit: [
        ['workflow_coordination:\n', 'x_former_coordination:\n'],
        ['annotations:\n  workflow:\n', 'x_former_annotations:\n  workflow:\n'],
      ],
      says: 'running workflows: the orchestrator has routes; it had a workflow',
    },
    {
      title: 'another order',
      edit: [[', depends_on: [pay]', '']],
      says: 'compatible: step "ship": it waits for nothing; it waited for "pay"',
    },
  ] as const) {
    it(`tells what ${title} does to running workflows`, () => {
      expect(shown(changes(CHECKOUT, edit))).to.include(says);
    });
  }

  it('calls a node that is gone breaking for those that depend on it, and a new node compatible', () => {
    const old = file(PAYMENT);
    const [gone] = comparePairs([{ old, new: null }], [file(CHECKOUT, 'checkout.yaml')]);
    expect(gone?.changes[0]).to.deep.include({
      effect: 'breaking',
      breaks: 'consumers',
      message: 'the node is removed',
    });
    expect(gone?.changes[0]?.consumers.map(({ step }) => step)).to.deep.equal(['pay']);
    const [added] = comparePairs([{ old: null, new: old }], []);
    expect(added?.changes.map(({ effect }) => effect)).to.deep.equal(['compatible']);
  });

  it('refuses a contract that cannot be read, with its place', () => {
    const broken = file('name: [', 'broken.yaml');
    expect(() => comparePairs([{ old: file(PAYMENT), new: broken }], [])).to.throw(/^broken\.yaml:1:\d+: /);
  });
});
