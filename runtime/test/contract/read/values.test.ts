import { expect } from 'chai';
import {
  kebab,
  categoryOf,
  eventNameOf,
  obeysTopicRule,
  producerOf,
  tellsFailure,
  topicName,
} from '../../../src/contract/read/topic-names.ts';
import { toBoolean } from '../../../src/contract/read/values/scalars.ts';
import { contractOf, issuesOf, withHead } from '../read.ts';

describe('a boolean of a contract', () => {
  it('has every form that Pydantic takes, and no other', () => {
    for (const value of ['yes', 'ON', 'true', 'Y', 't', '1', 1, true])
      expect(toBoolean(value), `${value}`).to.equal(true);
    for (const value of ['no', 'Off', 'FALSE', 'n', 'f', '0', 0, false])
      expect(toBoolean(value), `${value}`).to.equal(false);
    for (const value of ['', 'maybe', 2, -1, null, undefined, [], {}])
      expect(toBoolean(value)).to.equal(null);
  });
});

describe('a number of a contract', () => {
  const longest = (value: string): unknown => contractOf(`cache: {max_entries: ${value}}`).cache?.maxEntries;
  const found = (value: string): readonly string[] => issuesOf(withHead(`cache: {max_entries: ${value}}`));
  it('may be text, with underscores or an exponent', () => {
    for (const [written, value] of [
      ['"12"', 12],
      ['"1_000"', 1000],
      ['1e3', 1000],
      ['"+5"', 5],
      ['2.0', 2],
    ] as const) {
      expect(longest(written), written).to.equal(value);
    }
  });
  it('is refused with what was found', () => {
    for (const [written, message] of [
      ['many', 'expected a number, found "many"'],
      ['""', 'expected a number, found ""'],
      ['.inf', 'expected a number, found'],
      ['[1]', 'expected a number, found a list'],
      ['{a: 1}', 'expected a number, found a mapping'],
      ['true', 'expected a number, found boolean true'],
      ['"1e999"', 'expected a number, found "1e999"'],
      ['"1e1000"', 'expected a number, found "1e1000"'],
      ['9007199254740992', 'must be at most 9007199254740991'],
    ] as const) {
      expect(found(written).join('\n'), written).to.contain(`3:22 cache.max_entries: ${message}`);
    }
  });
});

describe('a text of a contract', () => {
  const found = (value: string): readonly string[] =>
    issuesOf(withHead(`handler_routing: {default_backend: ${value}}`));
  it('is refused where it is blank or another value', () => {
    for (const [written, message] of [
      ['""', 'is empty'],
      ['"  "', 'is empty'],
      ['12', 'expected text, found number 12; write it in quotes'],
      ['false', 'expected text, found boolean false; write it in quotes'],
      ['[a]', 'expected text, found a list'],
    ] as const) {
      expect(found(written), written).to.deep.equal([`3:36 handler_routing.default_backend: ${message}`]);
    }
    expect(found('"off"')).to.deep.equal([]);
    expect(issuesOf(withHead('handler_routing: {default_backend: off}'), 'warning')).to.include(
      '3:36 handler_routing.default_backend: off without quotes is a boolean in YAML 1.1; write it in quotes',
    );
    expect(found('~')).to.deep.equal([]);
  });
});

describe('the name of a topic', () => {
  const TOPIC = 'onex.evt.shop.order-created.v1';
  it('obeys the rule with five segments, bare names and a version from 1', () => {
    for (const topic of [
      TOPIC,
      'onex.dlq.a.b.v10',
      'onex.snapshot.a1.b-2.v1',
      'onex.cmd.a-b.c.v1',
      'onex.intent.a.b.v1',
    ]) {
      expect(obeysTopicRule(topic), topic).to.equal(true);
    }
    for (const topic of [
      `x${TOPIC}`,
      `${TOPIC}x`,
      'onex.evt.shop.a.v0',
      'onex.evt.shop.a.v01',
      'onex.evt.Shop.a.v1',
      'onex.evt.shop.a-.v1',
      'onex.evt.1shop.a.v1',
      'onex.evt.a_b.c.v1',
      'onex.log.a.b.v1',
      'onex.evt.a.v1',
    ]) {
      expect(obeysTopicRule(topic), topic).to.equal(false);
    }
    const longest = `onex.evt.a.${'b'.repeat(249 - 14)}.v1`;
    expect([obeysTopicRule(longest), obeysTopicRule(`${longest}0`)]).to.deep.equal([true, false]);
  });

  it('says the category, the producer and the event', () => {
    for (const [topic, category, producer, event] of [
      [TOPIC, 'EVENT', 'shop', 'order-created'],
      ['onex.cmd.a.b.v1', 'COMMAND', 'a', 'b'],
      ['onex.intent.a.b.v1', 'INTENT', 'a', 'b'],
      ['onex.dlq.a.b.v1', null, 'a', 'b'],
      ['onex.constructor.a.b.v1', null, 'a', 'b'],
      ['local.evt.a.b.v1', null, null, 'b'],
      ['onex.evt.a.b', 'EVENT', null, 'onex.evt.a.b'],
      ['orders', null, null, 'orders'],
      ['onex', null, null, 'onex'],
    ] as const) {
      expect([categoryOf(topic), producerOf(topic), eventNameOf(topic)], topic).to.deep.equal([
        category,
        producer,
        event,
      ]);
    }
  });

  it('tells of a failure by its last word alone', () => {
    for (const event of [
      'order-failed',
      'failed',
      'a-failure',
      'a-failures',
      'a-error',
      'a-errors',
      'a-rejected',
    ]) {
      expect(tellsFailure(`onex.evt.a.${event}.v1`), event).to.equal(true);
      expect(tellsFailure(`onex.evt.a.${event}-x.v1`), event).to.equal(false);
    }
    expect(tellsFailure('onex.evt.a.unfailed.v1')).to.equal(false);
    expect(tellsFailure('shop.order_failed')).to.equal(true);
  });

  it('is made of any text', () => {
    for (const [text, name] of [
      ['Scope Check_2', 'scope-check-2'],
      ['HandleIt', 'handle-it'],
      ['v2Beta', 'v2-beta'],
      ['--', 'x'],
      ['', 'x'],
      ['2fast', 'x-2fast'],
      ['a'.repeat(101), 'a'.repeat(100)],
      [`${'a'.repeat(99)}-b`, 'a'.repeat(99)],
    ] as const) {
      expect(kebab(text), text).to.equal(name);
    }
    expect(topicName('dlq', 'My Shop', 'Order')).to.equal('onex.dlq.my-shop.order.v1');
  });
});
