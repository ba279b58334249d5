import { expect } from 'chai';
import { ownerKey, ownerOf } from '../../src/state/index.ts';
import { formerOwnerKey } from '../../src/state/owner.ts';

describe('owner of rows in a shared store', () => {
  it('has a key of its own, whatever its parts contain', () => {
    const owners = [
      { environment: 'a', service: 'b', node: 'c' },
      { environment: 'a/b', service: '', node: 'c' },
      { environment: '', service: 'a', node: 'b/c' },
      { environment: 'a', service: 'b/c', node: '' },
      { environment: 'a%2Fb', service: '', node: 'c' },
    ];
    expect(new Set(owners.map(ownerKey)).size).to.equal(owners.length);
    expect(ownerKey({ environment: 'local', service: 'billing', node: 'node_x' })).to.equal(
      'local/billing/node_x',
    );
    expect(ownerKey({ environment: '\ud800', service: 'ü', node: 'n' })).to.be.a('string');
  });

  it('knows the key of runtime 0.1, which is the node’s name', () => {
    expect(formerOwnerKey(ownerKey({ environment: 'a', service: 'b', node: 'c/d' }))).to.equal('c/d');
    expect(formerOwnerKey('node_x')).to.equal(null);
  });

  it('is the service of the consumer group: the setting, the field of the class, or the domain', () => {
    const contract = { name: 'node_x', domain: 'billing' };
    const settings = { environment: 'test', serviceName: null };
    expect(ownerOf({ contract, settings })).to.deep.equal({
      environment: 'test',
      service: 'billing',
      node: 'node_x',
    });
    const withField = { contract, settings, serviceName: 'field' };
    expect(ownerOf(withField).service).to.equal('field');
    expect(ownerOf({ ...withField, serviceName: '' } as never).service).to.equal('billing');
    expect(ownerOf({ ...withField, settings: { ...settings, serviceName: 'set' } }).service).to.equal('set');
  });
});
