import { expect } from 'chai';
import { readContract, type Origin } from 'onex-runtime/contract';
import { meantKey } from '../../../src/contract/findings/near.ts';

const read = (text: string, origin: Origin = 'project') =>
  readContract(text, { file: 'contract.yaml', origin });
const told = (text: string, origin: Origin = 'project'): readonly string[] =>
  read(text, origin).issues.map(({ severity, message }) => `${severity} ${message}`);
const HEAD = 'name: node_shop_order_effect\nnode_type: effect\n';

describe('a slip of the keyboard in a contract', () => {
  it('is a node type, an error with the one that was meant; a contract from elsewhere is still read', () => {
    const text = 'name: node_shop_order\nnode_type: EFECT\n';
    expect(told(text).join('\n')).to.contain('found "EFECT"; did you mean EFFECT_GENERIC?');
    expect(read(text).contract).to.equal(null);
    expect(read(text, 'foreign').contract?.kind).to.equal('effect');
    expect(told(text, 'foreign').join('\n')).to.contain(
      'warning node_type: node type "EFECT" is not one of the four',
    );
    expect(read('name: node_shop_order\nnode_type: service\n', 'foreign').contract).to.equal(null);
  });

  it('is the key of the name or the node type, which then is missing', () => {
    expect(told('name: a\nnoe_type: effect\n').join('\n')).to.contain('; "noe_type" is probably meant');
    expect(told('nmae: a\nnode_type: effect\n').join('\n')).to.contain('; "nmae" is probably meant');
  });

  it('is a type: an error in the project’s own contract, an open model with a warning in another', () => {
    const text = `${HEAD}inputs: [amount: flaot]\n`;
    expect(told(text).join('\n')).to.match(
      /^error inputs\[0\]\.amount: type "flaot" .*did you mean float\?/m,
    );
    expect(read(text, 'foreign').contract?.operations[0]?.input?.[0]?.type.kind).to.equal('named');
  });

  it('is a key: an error in the project’s own contract, a warning in another, marked in both', () => {
    const text = `${HEAD}io_operation: [{operation: pay}]\n`;
    for (const [origin, severity] of [
      ['project', 'error'],
      ['foreign', 'warning'],
    ] as const) {
      const found = read(text, origin).issues.find(({ message }) => message.startsWith('io_operation'));
      expect(found).to.deep.include({ severity, mistake: true, position: { line: 3, column: 1 } });
    }
  });

  it('is one also beside the right key', () => {
    expect(told(`${HEAD}tags: [a]\ntag: [b]\n`).join('\n')).to.contain(
      'error tag: not understood; did you mean tags?',
    );
  });

  it('is hardly one among annotations, which are the owner’s, unless it is near to a key that is read', () => {
    expect(told(`${HEAD}annotations: {team: a, note: b}\n`).join('\n')).to.not.contain('annotations');
    expect(told(`${HEAD}annotations: {operation: [{operation: pay}]}\n`).join('\n')).to.contain(
      'error annotations.operation: not understood; did you mean operations?',
    );
  });

  it('is not seen in a key that is near to nothing, which is a warning in every contract', () => {
    for (const origin of ['project', 'foreign'] as const) {
      expect(told(`${HEAD}zebra: 1\n`, origin)).to.include('warning zebra: not understood; ignored');
    }
  });

  it('has one letter too many, too few, another, or two swapped, or another case; longer words may have two', () => {
    const known = ['input_fields', 'topic', 'tags', 'on'];
    for (const written of [
      'inputFields',
      'input-fields',
      'INPUT_FIELDS',
      'inptu_fields',
      'input_feild',
      'iput_fieds',
    ])
      expect(meantKey(written, known), written).to.equal('input_fields');
    expect(
      ['topci', 'topc', 'topics', 'tpoic', 'Topic'].map((written) => meantKey(written, known)),
    ).to.deep.equal(Array(5).fill('topic'));
    expect(
      ['optics', 'tapes', 'onn', 'fields', 'x'.repeat(5000)].map((written) => meantKey(written, known)),
    ).to.deep.equal(Array(5).fill(null));
  });
});
