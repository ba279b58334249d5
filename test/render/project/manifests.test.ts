import { expect } from 'chai';
import { parse as parseYaml } from 'yaml';
import type { Unit } from '../../../lib/render/index.ts';
import { fourKinds, sampleNode, textOf } from '../support.ts';

interface VersionManifest {
  readonly version: string;
  readonly implementation_files: readonly string[];
  readonly api_surface: Readonly<Record<string, string>> & { readonly operations: readonly string[] };
}

const declared = (unit: Unit, folder: string, name: string): boolean =>
  unit.files.some(
    ({ path, contents }) =>
      path.startsWith(folder) &&
      typeof contents === 'string' &&
      new RegExp(`export (class|const) ${name}\\b`).test(contents),
  );

describe('manifests of a generated node', () => {
  it('name files, classes and models that exist', async () => {
    for (const unit of await fourKinds()) {
      const paths = unit.files.map(({ path }) => path);
      const node = parseYaml(textOf(unit, 'node.manifest.yaml')) as {
        entrypoint: { file: string; class: string };
        versions: { folder: string; manifest: string }[];
      };
      expect(paths).to.include(node.entrypoint.file);
      expect(declared(unit, '', node.entrypoint.class), node.entrypoint.class).to.equal(true);
      for (const version of node.versions) expect(paths).to.include(version.manifest);

      const version = parseYaml(textOf(unit, 'v1_0_0/version.manifest.yaml')) as VersionManifest;
      for (const file of version.implementation_files) expect(paths).to.include(`v1_0_0/${file}`);
      const { api_surface: surface } = version;
      for (const key of ['input_model', 'output_model', 'config_model']) {
        expect(declared(unit, 'v1_0_0/models/', surface[key] ?? ''), surface[key]).to.equal(true);
      }
      expect(declared(unit, `v1_0_0/${surface['file']}`, surface['class'] ?? '')).to.equal(true);
    }
  });

  it('list every file of the version but the manifest itself', async () => {
    const { unit } = await sampleNode('effect', 'payment');
    const version = parseYaml(textOf(unit, 'v1_0_0/version.manifest.yaml')) as VersionManifest;
    const inVersion = unit.files.flatMap(({ path }) => /^v1_0_0\/(.*)$/.exec(path)?.[1] ?? []);
    expect([...version.implementation_files, 'version.manifest.yaml'].toSorted()).to.deep.equal(
      inVersion.toSorted(),
    );
  });

  it('keep the uuid of a node when it is generated again', async () => {
    const uuidOf = async (name: string): Promise<string> => {
      const { unit } = await sampleNode('effect', name);
      return (parseYaml(textOf(unit, 'node.manifest.yaml')) as { uuid: string }).uuid;
    };
    expect(await uuidOf('payment')).to.equal(await uuidOf('payment'));
    expect(await uuidOf('payment')).not.to.equal(await uuidOf('refund'));
    expect(await uuidOf('payment')).to.match(
      /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });
});
