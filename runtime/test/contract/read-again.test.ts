import { expect } from 'chai';
import { readContract } from '../../src/contract/index.ts';

const text = (name: string) => `name: ${name}\nnode_type: compute\ndescription: Adds\n`;

describe('reading the text of a contract again', () => {
  it('gives what a first reading gives, under the name of the file that is asked for', () => {
    const first = readContract(text('node_add_compute'), { file: 'a.yaml', origin: 'project' });
    const again = readContract(text('node_add_compute'), { file: 'b.yaml', origin: 'project' });
    expect(again.file).to.equal('b.yaml');
    expect(first.file).to.equal('a.yaml');
    expect(again.issues).to.deep.equal(first.issues);
    expect(again.contract).to.deep.equal(first.contract);
  });

  it('judges by whose contract it is', () => {
    const twice = `${text('node_add_compute')}description: Again\n`;
    const own = readContract(twice, { file: 'a.yaml', origin: 'project' });
    const foreign = readContract(twice, { file: 'a.yaml', origin: 'foreign' });
    const errorsOf = ({ issues }: typeof own) => issues.filter(({ severity }) => severity === 'error');
    expect(errorsOf(own).length).to.be.above(0);
    expect(errorsOf(foreign)).to.deep.equal([]);
  });

  it('reads a text that changed', () => {
    for (const name of ['node_add_compute', 'node_sum_compute', 'node_add_compute', 'node_mean_compute']) {
      expect(readContract(text(name), { file: 'a.yaml', origin: 'project' }).contract?.name).to.equal(name);
    }
  });
});
