import { expect } from 'chai';
import fc from 'fast-check';
import { NODE_KINDS, readContract } from 'onex-runtime/contract';
import { checkStrict, contractFromAnswers } from '../../lib/contract/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import { parseDomain, parseNodeName, parseOperationName } from '../../lib/naming/index.ts';
import { answers, written } from './answers.ts';

const checkout = parseNodeName('checkout');

describe('the contract of a new node', () => {
  for (const kind of NODE_KINDS) {
    it(`is strictly valid, read without a warning, and says what was answered (${kind})`, () => {
      const given = answers(kind, {
        description: 'Ours: "all" of it',
        nodeVersion: { major: 2, minor: 1, patch: 0 },
      });
      expect(checkStrict(contractFromAnswers(given))).to.deep.equal([]);
      const contract = written(given);
      expect(contract).to.deep.include({
        name: `node_billing_payment_${kind}`,
        kind,
        domain: 'billing',
        baseName: 'payment',
        description: 'Ours: "all" of it',
        nodeVersion: { major: 2, minor: 1, patch: 0 },
      });
      expect(contract.topics.subscribe.map(({ topic }) => topic)).to.deep.equal([
        'onex.cmd.billing.payment-requested.v1',
      ]);
      expect(contract.operations[0]).to.include({
        completedTopic: 'onex.evt.billing.payment-completed.v1',
        failedTopic: 'onex.evt.billing.payment-failed.v1',
      });
      expect(contract.topics.deadLetter).to.deep.equal(['onex.dlq.billing.commands.v1']);
    });
  }

  it('has the operations of its kind where none are asked for', () => {
    const names = (kind: 'effect' | 'compute' | 'reducer' | 'orchestrator'): readonly string[] =>
      written(answers(kind)).operations.map(({ name }) => name);
    expect(names('effect')).to.deep.equal(['create', 'read', 'update', 'delete']);
    expect(names('compute')).to.deep.equal(['compute']);
    expect(names('reducer')).to.deep.equal(['start', 'complete', 'fail', 'reset']);
    expect(names('orchestrator')).to.deep.equal(['run']);
  });

  it('has the operations asked for, each with typed fields', () => {
    const operations = ['create', 'ledger.append'].map(parseOperationName);
    const contract = written(answers('effect', { operations }));
    expect(contract.operations.map(({ name }) => name)).to.deep.equal(['create', 'ledger.append']);
    expect(contract.operations[0]?.output?.map(({ name, type }) => [name, type.kind])).to.deep.equal([
      ['entity_id', 'string'],
      ['data', 'record'],
      ['created_at', 'datetime'],
    ]);
    expect(
      written(answers('reducer', { operations })).stateMachine?.transitions.map(({ trigger }) => trigger),
    ).to.include('ledger.append');
  });

  it('names every transition of a reducer differently', () => {
    const operations = ['ledger.append', 'ledger_append', 'ledger.append_2'].map(parseOperationName);
    const text = contractFromAnswers(answers('reducer', { operations }));
    const names = [...text.matchAll(/transition_name: (\S+)/g)].map(([, name]) => name);
    expect(names).to.have.length.above(6);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('publishes the intents of a reducer', () => {
    expect(written(answers('reducer')).topics.publish.map(({ topic }) => topic)).to.include(
      'onex.intent.billing.payment-notify-started.v1',
    );
  });

  it('drives the steps of an orchestrator one after the other, by the topics of their nodes', () => {
    const payment = written(answers('effect'));
    const stock = written(answers('effect', { name: parseNodeName('stock'), domain: parseDomain('depot') }));
    const contract = written(
      answers('orchestrator', {
        name: checkout,
        steps: [
          { contract: payment, operation: null },
          { contract: stock, operation: 'update' },
        ],
      }),
    );
    expect(contract.workflow).to.deep.include({ mode: 'sequential', recovery: 'compensate', maxRetries: 0 });
    expect(contract.workflow?.steps.map(({ id, dependsOn }) => [id, dependsOn])).to.deep.equal([
      ['create_payment', []],
      ['update_stock', ['create_payment']],
    ]);
    expect(contract.workflow?.steps[0]).to.deep.include({
      kind: 'effect',
      node: 'node_billing_payment_effect',
      operation: 'create',
      compensation: 'delete',
      commandTopic: 'onex.cmd.billing.payment-requested.v1',
      completedTopic: 'onex.evt.billing.payment-completed.v1',
      failedTopic: 'onex.evt.billing.payment-failed.v1',
      timeoutMs: 45_000,
    });
    expect(contract.topics.subscribe.map(({ topic }) => topic)).to.include.members([
      'onex.cmd.billing.checkout-requested.v1',
      'onex.evt.depot.stock-completed.v1',
      'onex.evt.depot.stock-failed.v1',
    ]);
    expect(contract.topics.publish.map(({ topic }) => topic)).to.include.members([
      'onex.cmd.depot.stock-requested.v1',
      'onex.evt.billing.checkout-workflow-started.v1',
    ]);
  });

  it('undoes steps of an orchestrator only where one of them can be undone', () => {
    const payment = written(answers('effect'));
    const recovery = (...operations: string[]): unknown => {
      const steps = operations.map((operation) => ({ contract: payment, operation }));
      const given = answers('orchestrator', { name: checkout, steps });
      expect(checkStrict(contractFromAnswers(given))).to.deep.equal([]);
      return written(given).workflow?.recovery;
    };
    expect(recovery('read', 'create')).to.equal('compensate');
    expect(recovery('read', 'update')).to.equal('fail_fast');
    expect(recovery('read')).to.equal('fail_fast');
  });

  it('gives an orchestrator without steps no workflow, but an operation with a handler', () => {
    const given = answers('orchestrator', { name: checkout, steps: [] });
    expect(checkStrict(contractFromAnswers(given))).to.deep.equal([]);
    const { workflow, operations } = written(given);
    expect(workflow).to.equal(null);
    expect(operations.map(({ name }) => name)).to.deep.equal(['run']);
  });

  it('refuses a step whose node has no such operation, and an orchestrator that would command itself', () => {
    const step = { contract: written(answers('effect')), operation: 'fly' };
    expect(() => contractFromAnswers(answers('orchestrator', { name: checkout, steps: [step] }))).to.throw(
      UserError,
      'node_billing_payment_effect does not have; it has create, read, update, delete.',
    );
    expect(() =>
      contractFromAnswers(answers('orchestrator', { steps: [{ ...step, operation: null }] })),
    ).to.throw(UserError, 'would share the topic onex.cmd.billing.payment-requested.v1');
  });

  it('keeps any description what it is: text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NODE_KINDS),
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        (kind, description) => {
          const text = contractFromAnswers(answers(kind, { description }));
          const { contract } = readContract(text, { file: 'x' });
          expect(Object.keys(contract ?? {})).to.not.have.length(0);
          if (description.trim() !== '') expect(contract?.description).to.equal(description.trim());
          expect(checkStrict(text)).to.deep.equal([]);
        },
      ),
    );
  });
});
