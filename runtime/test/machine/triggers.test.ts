import { expect } from 'chai';
import { readContract, type Contract } from '../../src/contract/index.ts';
import { isContentError } from '../../src/errors/index.ts';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { reducerEventOf } from '../../src/machine/machine/trigger-of.ts';
import { intentTopic } from '../../src/node/messages/topics.ts';
import { contractOf } from '../contract/read.ts';

interface Parts {
  readonly triggers: readonly string[];
  readonly topic: string;
  readonly intents?: readonly string[];
  readonly publish?: readonly string[];
}

const textOf = ({ triggers, topic, intents = [], publish = [] }: Parts): string => {
  const actions = JSON.stringify(
    intents.map((name) => ({ action_name: name, action_type: 'intent_emission' })),
  );
  const transitions = triggers.map(
    (trigger) => `    - {from_state: a, to_state: a, trigger: "${trigger}", actions: ${actions}}`,
  );
  return `name: node_shop_order_reducer
node_type: REDUCER_GENERIC
event_bus:
  subscribe_topics: ["${topic}"]
  publish_topics: ${JSON.stringify(publish)}
state_machine:
  initial_state: a
  states: [a]
  transitions:
${transitions.join('\n')}
`;
};

const triggerOf = (
  topic: string,
  triggers: readonly string[],
  payload: object = { entity_id: '1' },
): string | null => {
  const contract: Contract = contractOf(textOf({ triggers, topic }));
  try {
    return reducerEventOf(contract, triggers, { payload, envelope: createEnvelope(payload), topic }).trigger;
  } catch (error) {
    if (isContentError(error)) return null;
    throw error;
  }
};

const warnings = (parts: Parts): string =>
  readContract(textOf(parts), { file: 'contract.yaml' })
    .issues.map(({ message, position }) => `${position.line} ${message}`)
    .filter((line) => /ends with/.test(line))
    .join('\n');

const event = (name: string): string => `onex.evt.shop.${name}.v1`;

describe('the trigger of a topic', () => {
  for (const [name, triggers, expected] of [
    ['shipped', ['shipped', 'paid'], 'shipped'],
    ['order-shipped', ['shipped', 'paid'], 'shipped'],
    ['payment-completed', ['completed', 'paid'], 'completed'],
    ['shop-paid', ['shipped', 'paid'], 'paid'],
    ['order-partially-shipped', ['shipped', 'paid'], null],
    ['order-partially-shipped', ['shipped', 'partially_shipped'], 'partially_shipped'],
    ['partially-shipped', ['shipped', 'paid'], null],
    ['payment-not-paid', ['paid', 'shipped'], null],
    ['payment-not-paid', ['paid', 'not_paid'], 'not_paid'],
    ['not-paid', ['paid', 'shipped'], null],
    ['order-re-opened', ['opened', 'paid'], null],
    ['order-unpaid', ['paid', 'shipped'], null],
    ['order-auto-approved', ['approved', 'paid'], null],
  ] as const) {
    it(`is ${expected ?? 'none'} for ${name} among ${triggers.join(' and ')}`, () => {
      expect(triggerOf(event(name), triggers)).to.equal(expected);
      expect(triggerOf(event(name), triggers.toReversed())).to.equal(expected);
    });
  }

  it('is reported where a topic ends with several triggers, or with one that it does not stand for', () => {
    const several = warnings({ triggers: ['paid', 'not_paid'], topic: event('payment-not-paid') });
    expect(several).to.match(/^4 event_bus.subscribe_topics\[0\]: .*several triggers.*mapped to "not_paid"/);
    const none = warnings({ triggers: ['shipped', 'paid'], topic: event('order-partially-shipped') });
    expect(none).to.match(/^4 .*ends with trigger "shipped" but is not mapped to it/);
    expect(warnings({ triggers: ['shipped'], topic: event('order-shipped') })).to.equal('');
  });
});

describe('the topic of an intent', () => {
  const intent = (name: string): string => `onex.intent.shop.${name}.v1`;
  const topicFor = (name: string, publish: readonly string[]): string =>
    intentTopic(
      contractOf(
        textOf({ triggers: ['go'], topic: event('x'), intents: [name], publish: publish.map(intent) }),
      ),
      name,
    );

  it('is the one named after it, in whichever order the topics are', () => {
    const topics = ['order-partially-shipped', 'order-shipped', 'customer-shipped'];
    expect(topicFor('shipped', topics)).to.equal(intent('order-shipped'));
    expect(topicFor('shipped', topics.toReversed())).to.equal(intent('order-shipped'));
    expect(topicFor('partially_shipped', topics)).to.equal(intent('order-partially-shipped'));
    expect(topicFor('notify', ['customer-notify'])).to.equal(intent('customer-notify'));
  });

  it('is made from the rule where no topic is named after it', () => {
    expect(topicFor('shipped', ['order-partially-shipped'])).to.equal(intent('order-shipped'));
    const found = warnings({
      triggers: ['go'],
      topic: event('x'),
      intents: ['shipped'],
      publish: [intent('order-partially-shipped')],
    });
    expect(found).to.match(
      /^5 event_bus.publish_topics\[0\]: .*ends with intent "shipped" but is not mapped/,
    );
  });
});

describe('the entity of an event', () => {
  const entityOf = (json: string): string | null => {
    const payload = JSON.parse(json) as object;
    const topic = event('order-paid');
    const contract = contractOf(textOf({ triggers: ['paid'], topic }));
    try {
      return reducerEventOf(contract, ['paid'], { payload, envelope: createEnvelope(payload), topic })
        .entityId;
    } catch (error) {
      if (isContentError(error)) return null;
      throw error;
    }
  };

  it('is the same text for a number that JSON keeps exactly', () => {
    expect(entityOf('{"entity_id": 5}')).to.equal('5');
    expect(entityOf('{"entity_id": 9007199254740991}')).to.equal('9007199254740991');
    expect(entityOf('{"entity_id": "9007199254740993"}')).to.equal('9007199254740993');
  });

  it('is refused where several values would become one', () => {
    for (const id of [
      '9007199254740993',
      '9007199254740992',
      '-9007199254740993',
      '1e400',
      '-1e400',
      '1e21',
      '0.1',
      String.raw`"\ud800"`,
      'true',
      '[1]',
      '{}',
    ]) {
      expect(entityOf(`{"entity_id": ${id}}`), id).to.equal(null);
    }
  });
});
