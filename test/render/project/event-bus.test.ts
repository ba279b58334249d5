import { parse } from '@babel/parser';
import { expect } from 'chai';
import type { Unit } from '../../../lib/render/index.ts';
import { sampleNode, textOf } from '../support.ts';

const count = (text: string, word: string): number => text.split(word).length - 1;

/** The template tests and marker checks of the document this project comes from, on the TypeScript output. */
describe('event bus templates (stage 4.5)', () => {
  let unit: Unit;
  let node: string;
  let start: string;

  before(async () => {
    ({ unit } = await sampleNode('effect', 'payment'));
    node = textOf(unit, 'v1_0_0/node.ts');
    start = textOf(unit, 'v1_0_0/start_node.ts');
  });

  it('introspection template renders', () => {
    expect(node).to.match(
      /async publishIntrospectionEvent\(reason: IntrospectionReason = 'request'\): Promise<void> \{/,
    );
    expect(node).to.include('publishIntrospection(reason)');
  });

  it('startup script template renders', () => {
    expect(() => parse(start, { sourceType: 'module', plugins: ['typescript'] })).not.to.throw();
    expect(start).to.include("const { start } = await import('onex-runtime/start');");
  });

  it('introspection template has all its variables filled', () => {
    for (const word of ['billing', 'KAFKA_BOOTSTRAP_SERVERS', 'SERVICE_NAME', 'ONEX_INSTANCE_ID']) {
      expect(node).to.include(word);
    }
    expect(node).not.to.match(/<%|%>|undefined'|\[object/);
  });

  it('startup script template has all its variables filled', () => {
    expect(start).to.include(
      'await start(NodePaymentEffect, { entry: import.meta.url, config: ModelPaymentConfig });',
    );
    expect(start).not.to.match(/<%|%>|undefined|\[object/);
  });

  it('indents what is put in like the class around it', () => {
    const members = node
      .split('\n')
      .filter((line) => /^\s*(override async|async|readonly shutdownSignal|isRunning)/.test(line));
    expect(members).to.have.length(5);
    for (const member of members) expect(member).to.match(/^ {2}\S/);
    expect(node).not.to.match(/\t| +$/m);
  });

  it('startup script is executable and has a shebang', () => {
    const file = unit.files.find(({ path }) => path === 'v1_0_0/start_node.ts');
    expect(file?.mode).to.equal(0o755);
    const [shebang = ''] = start.split('\n');
    // The `env` of BusyBox has no options, and the kernel passes everything after it as one.
    expect(shebang).to.equal('#!/usr/bin/env node');
  });

  it('has the markers of the event bus', () => {
    expect(count(node, 'EVENT_BUS_AVAILABLE')).to.equal(3);
    expect(count(node, 'eventPublisher')).to.equal(2);
    expect(count(node, 'publishIntrospectionEvent')).to.equal(1);
  });

  it('leaves a compute without the bus untouched', async () => {
    const risk = await sampleNode('compute', 'risk');
    expect(textOf(risk.unit, 'v1_0_0/node.ts')).not.to.include('EVENT_BUS_AVAILABLE');
  });
});
