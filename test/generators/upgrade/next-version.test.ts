import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { injectInto } from '../../../generators/node/render/inject.ts';
import { renderNode } from '../../../generators/node/render/render.ts';
import { renamesOf, type TemplateRename } from '../../../generators/upgrade/plan/renames.ts';
import { contractFromAnswers } from '../../../lib/contract/index.ts';
import { parseDomain, parseNodeName } from '../../../lib/naming/index.ts';
import { commit, reconcile, type ConflictPolicy, type Report } from '../../../lib/reconcile/index.ts';
import type { GeneratedFile, Unit } from '../../../lib/render/index.ts';
import { verifyUnits } from '../../../lib/verify/index.ts';
import { createProject } from '../../reconcile/support/project.ts';

const PROJECT = {
  name: 'shop',
  description: 'A shop',
  domain: 'billing',
  generatorVersion: '0.1.0',
  withNode: null,
  runtimeVersion: null,
};
const NODE = 'nodes/node_billing_payment_effect';
const VERSION = `${NODE}/v1_0_0`;
const RENAMES: readonly TemplateRename[] = [
  { unit: 'node', from: 'handlers/store_payment.ts', to: 'handlers/payment_records.ts' },
];

async function present(): Promise<Unit> {
  const text = contractFromAnswers({
    kind: 'effect',
    name: parseNodeName('payment'),
    domain: parseDomain('billing'),
    description: null,
    operations: [],
    nodeVersion: null,
    steps: [],
  });
  const { contract } = readContract(text, { file: 'contract.yaml' });
  const unit = renderNode(contract!, text, PROJECT, { eventBus: true, workflowEngine: 'builtin' });
  return injectInto(unit, contract!);
}

function edited(file: GeneratedFile, ...edits: [string | RegExp, string][]): GeneratedFile {
  let text = String(file.contents);
  for (const [from, to] of edits) {
    const before = text;
    text = text.replaceAll(from, to);
    expect(text, `${file.path}: ${String(from)}`).to.not.equal(before);
  }
  return { ...file, contents: text };
}

function nextFile(file: GeneratedFile): GeneratedFile {
  const { path } = file;
  if (path.endsWith('/node.ts')) {
    return edited(file, ['if (!EVENT_BUS_AVAILABLE) return;', 'if (!EVENT_BUS_AVAILABLE) return undefined;']);
  }
  if (path.endsWith('store_payment.ts')) {
    const { contents, mode } = edited(file, [/^/g, '// Kept in one place.\n']);
    return { path: 'v1_0_0/handlers/payment_records.ts', contents, mode };
  }
  const names = /\.(?:ts|yaml)$/.test(path) && String(file.contents).includes('store_payment.ts');
  return names ? edited(file, ['store_payment.ts', 'payment_records.ts']) : file;
}

/** A made-up next version of the templates: a file changes, one comes, one goes, one is renamed, the injection differs. */
function next(unit: Unit): Unit {
  const files = unit.files.filter(({ path }) => path !== 'README.md').map(nextFile);
  const notes: GeneratedFile = { path: 'v1_0_0/notes.md', contents: '# Notes\n', mode: 0o644 };
  return { ...unit, files: [...files, notes] };
}

describe('the next version of the templates', () => {
  async function upgraded(edit: (root: string) => void, onConflict: ConflictPolicy = 'fail') {
    const { root } = createProject();
    const unit = await present();
    const options = { generatorVersion: '0.1.0', onConflict: 'fail' } as const;
    await commit(await reconcile({ root, units: [unit], options }));
    edit(root);
    const run = async (): Promise<Report> =>
      commit(
        await reconcile({
          root,
          units: [next(unit)],
          options: {
            generatorVersion: '0.2.0',
            onConflict,
            renames: (one) => renamesOf(one, RENAMES),
            verify: async (one) => {
              expect(await verifyUnits([one], root)).to.deep.equal([]);
            },
          },
        }),
      );
    return { root, report: await run(), run, unit };
  }

  const read = (root: string, path: string) => readFileSync(join(root, VERSION, path), 'utf8');
  function change(root: string, path: string, from: string | RegExp, to: string): void {
    const text = read(root, path);
    const after = text.replace(from, to);
    expect(after, path).to.not.equal(text);
    writeFileSync(join(root, VERSION, path), after);
  }

  it('comes into an unedited node as if it had been generated today', async () => {
    const { root, report, unit } = await upgraded(() => undefined);
    expect(report.json.status).to.equal('done');
    for (const { path, contents } of next(unit).files) {
      expect(readFileSync(join(root, NODE, path), 'utf8'), path).to.equal(contents);
    }
    expect(existsSync(join(root, NODE, 'README.md'))).to.equal(false);
    expect(existsSync(join(root, VERSION, 'handlers/store_payment.ts'))).to.equal(false);
  });

  it('merges with edits around the injected code, and carries edits of a renamed file along', async () => {
    const { root, report, run } = await upgraded((root) => {
      change(
        root,
        'node.ts',
        /\n\}\n$/,
        '\n\n  /** Mine. */\n  own(): string {\n    return this.serviceName;\n  }\n}\n',
      );
      change(root, 'handlers/handler_create.ts', /\n\}\n$/, '\n\n  // mine\n}\n');
      change(root, 'handlers/store_payment.ts', /$/, '\nexport const MINE = 1;\n');
    });
    expect(report.conflicts).to.deep.equal([]);
    expect(read(root, 'node.ts')).to.contain('own(): string').and.contain('return undefined;');
    expect(read(root, 'handlers/handler_create.ts')).to.contain('// mine').and.contain('payment_records.ts');
    expect(read(root, 'handlers/payment_records.ts'))
      .to.contain('MINE = 1')
      .and.contain('// Kept in one place.');
    const unit = await present();
    const onDisk = next(unit).files.map(({ path, mode }) => {
      return { path, mode, contents: readFileSync(join(root, NODE, path), 'utf8') };
    });
    expect(await verifyUnits([{ ...unit, files: onDisk }], root)).to.deep.equal([]);
    expect((await run()).json.status).to.equal('unchanged');
  });

  it('leaves a conflict inside the injected code to its owner, and comes to rest once it is resolved', async () => {
    const edit = (root: string) =>
      change(
        root,
        'node.ts',
        'if (!EVENT_BUS_AVAILABLE) return;',
        'if (!EVENT_BUS_AVAILABLE) throw new Error();',
      );
    const { root, report, run } = await upgraded(edit, 'markers');
    expect(report.json.status).to.equal('conflicts');
    expect(read(root, 'node.ts'))
      .to.match(/^<{7} ours$/m)
      .and.match(/^>{7} onex 0\.2\.0$/m);
    const resolved = read(root, 'node.ts').replace(
      /^<{7} ours\n([^]*?)^\|{7} base\n[^]*?^>{7} onex 0\.2\.0\n/m,
      '$1',
    );
    writeFileSync(join(root, VERSION, 'node.ts'), resolved);
    expect((await run()).json.status).to.equal('unchanged');
  });
});
