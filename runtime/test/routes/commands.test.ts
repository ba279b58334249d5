import { expect } from 'chai';
import { casesOf } from '../../src/cli/contract-test/cases.ts';
import { describeContract } from '../../src/cli/control/index.ts';
import { contractOf } from '../contract/read.ts';
import { AUDIT } from './audit.ts';

describe('an orchestrator with routes, as commands see it', () => {
  it('has a topic for each operation, and no completed topic that its contract does not declare', () => {
    const { operations, completed, failed } = describeContract(AUDIT);
    expect(operations.map(({ name, topic }) => [name, topic])).to.deep.equal([
      ['audit_start', 'onex.cmd.shop.audit-start.v1'],
      ['counted', 'onex.evt.shop.counted.v1'],
      ['ignored', 'onex.evt.shop.ignored.v1'],
    ]);
    expect(completed).to.deep.equal(['onex.evt.shop.audit-completed.v1']);
    expect(failed).to.deep.equal(['onex.evt.shop.audit-failed.v1']);
    const silent = contractOf('name: node_shop_audit_orchestrator\nnode_type: orchestrator');
    expect(describeContract(silent).completed).to.deep.equal([]);
  });

  it('is not tested for answers, because its handlers decide what they publish', () => {
    for (const operation of AUDIT.operations)
      expect(casesOf(AUDIT, operation)).to.deep.equal({
        operation: operation.name,
        reason: 'its handler decides what it publishes, so no answer is expected',
      });
  });
});
