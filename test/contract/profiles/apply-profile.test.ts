import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { applyProfile } from '../../../lib/contract/profiles/index.ts';
import { satisfies } from '../../../lib/contract/profiles/version.ts';
import { folder, removeFolders } from '../../support/folders.ts';

const PROFILE = `
name: effect_idempotent_profile
contract_version: {major: 1, minor: 2, patch: 0}
node_type: EFFECT_GENERIC
description: Safe defaults.
behavior: {timeout_ms: 30000, concurrency_policy: serialized, retry_policy: {max_retries: 3, base_delay_ms: 1000}}
dependencies: [{name: store, type: protocol}, {name: clock, type: protocol}]
`;
const PATCH = `# Ours.
extends: {profile: effect_idempotent, version: "^1.0"}
name: node_shop_order_effect # its name
descriptor: {timeout_ms: 5}
io_operations: [{operation: take}]
`;

describe('a profile that a contract extends', () => {
  let root = '';
  beforeEach(async () => {
    root = await folder();
    await mkdir(join(root, 'shop'));
  });
  afterEach(removeFolders);

  const put = (file: string, text: string): Promise<void> => writeFile(join(root, file), text);
  const applied = (text: string): Promise<string> =>
    applyProfile(text, { path: join(root, 'shop/order.yaml'), shown: 'order.yaml', project: root });
  const read = async (text: string) => readContract(await applied(text), { file: 'order.yaml' });

  for (const place of ['shop', 'shop/profiles', '.', 'profiles'])
    it(`sets what the contract leaves out, from ${place}`, async () => {
      await mkdir(join(root, place), { recursive: true });
      await put(`${place}/effect_idempotent.yaml`, PROFILE);
      const { contract, issues } = await read(PATCH);
      expect(contract).to.include({
        kind: 'effect',
        name: 'node_shop_order_effect',
        timeoutMs: 5,
        serialized: true,
      });
      expect(contract?.retry.maxRetries).to.equal(3);
      expect(contract?.dependencies.map(({ name }) => name)).to.deep.equal(['store', 'clock']);
      expect(issues.map(({ message }) => message).join('\n')).to.not.contain('extends');
    });

  it('leaves the comments of the contract, and the contract itself where there is no such file', async () => {
    expect(await applied(PATCH)).to.equal(PATCH);
    expect(await applied('name: a\n')).to.equal('name: a\n');
    await put('shop/effect_idempotent.yaml', PROFILE);
    expect(await applied(PATCH))
      .to.match(/^# Ours\.\n/)
      .and.contain('# its name');
  });

  it('says the kind by its name, may be a file, and may extend another', async () => {
    await put('shop/effect_base.yaml', 'extends: base.yaml\ndescriptor: {timeout_ms: 7}\ntags: [own]\n');
    await put(
      'shop/base.yaml',
      'descriptor: {timeout_ms: 9, concurrency_policy: serialized}\ntags: [base]\n',
    );
    const { contract } = await read('extends: effect_base\nname: node_shop_order\n');
    expect(contract).to.include({ kind: 'effect', timeoutMs: 7, serialized: true });
    expect(contract?.tags).to.deep.equal(['own']);
    const other = await read('extends: base.yaml\nname: node_shop_order_compute\n');
    expect(other.contract).to.include({ kind: 'compute', timeoutMs: 9 });
  });

  it('has its lists changed by the operations of a patch', async () => {
    await put('shop/effect_idempotent.yaml', PROFILE);
    const operations = [
      'dependencies__remove: [store]',
      'dependencies__add: [{name: clock, type: service}, {name: bus, type: protocol}]',
      'tags__add: [new]',
    ];
    const text = await applied(`${PATCH}${operations.join('\n')}\n`);
    expect(text).to.not.contain('__');
    const { contract } = readContract(text, { file: 'order.yaml' });
    expect(contract?.dependencies.map(({ name, type }) => [name, type])).to.deep.equal([
      ['clock', 'service'],
      ['bus', 'protocol'],
    ]);
    expect(contract?.tags).to.deep.equal(['new']);
  });

  it('is refused in one line: of another version, in a circle, outside the folder, or no YAML', async () => {
    await put('shop/effect_idempotent.yaml', PROFILE);
    await put('shop/ring.yaml', 'extends: circle.yaml\n');
    await put('shop/circle.yaml', 'extends: ring.yaml\n');
    await put('shop/broken.yaml', 'a: [1\n');
    await put('secret.yaml', 'tags: [secret]\n');
    await symlink(join(root, 'secret.yaml'), join(root, 'shop/link.yaml'));
    for (const [written, why] of [
      ['{profile: effect_idempotent, version: "2.0.0"}', 'asks for version "2.0.0"'],
      ['ring.yaml', 'extends itself'],
      ['broken.yaml', 'cannot be read'],
      ['../secret.yaml', 'leads out of the folder'],
      ['link.yaml', 'leads out of the folder'],
    ] as const) {
      const error = String(
        await applied(`extends: ${written}\nname: x\n`).catch((thrown: unknown) => thrown),
      );
      expect(error).to.contain('.yaml').and.contain(why);
      expect(error.split('\n')).to.have.length(1);
    }
    expect(await applied('extends: "../../etc"\nname: x\n')).to.contain('extends');
  });

  it('meets a version as Python’s constraints say', () => {
    const version = { major: 1, minor: 2, patch: 3 };
    const met = ['1.2.3', '^1.0', '^1.2.3', '~1.2', '>=1.0.0,<2.0.0', '<=1.2.3', '==1.2.3', '*', '>1.2.2'];
    const unmet = ['1.2.4', '^2', '^1.3', '~1.3', '>=2.0.0', '<1.2.3', 'latest', '>=1.0.0,<1.2.0'];
    expect(met.filter((one) => !satisfies(version, one))).to.deep.equal([]);
    expect(unmet.filter((one) => satisfies(version, one))).to.deep.equal([]);
    expect([satisfies('0.2.1', '^0.2.0'), satisfies('0.3.0', '^0.2.0'), satisfies('x', '*')]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });
});
