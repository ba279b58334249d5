import { quote } from 'onex-cli-kit';
import type { WorkflowStep } from '../../../model.ts';
import type { GraphFinding, MeshNode } from '../../mesh/index.ts';

/** The file in which an orchestrator imports the models of the nodes that it drives. */
const TYPES_OF_STEPS = 'steps.ts';

/** A step whose types are those of a version of its node that is not the newest, or is gone. */
export function versionFault(step: WorkflowStep, asker: MeshNode, node: MeshNode): readonly GraphFinding[] {
  const { code } = asker;
  const now = /(v\d+_\d+_\d+)\/[^/]+$/.exec(node.file)?.[1];
  const text = code?.read(TYPES_OF_STEPS);
  if (code === undefined || text == null || node.folder === undefined || now === undefined) return [];
  const folder = node.folder.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  const found = new RegExp(`from '((?:\\.\\./)+(?:[^']*/)?${folder}/(v\\d+_\\d+_\\d+))/[^']*'`).exec(text);
  const [, path = '', version = ''] = found ?? [];
  if (found === null || version === now) return [];
  const isThere = code.exists(path);
  const before = text.slice(0, found.index).split('\n');
  const state = isThere
    ? `whose newest version is ${now}`
    : `which does not exist; the newest version is ${now}`;
  return [
    {
      severity: isThere ? 'warning' : 'error',
      rule: 'version',
      message:
        `step ${quote(step.id)} of ${asker.contract.name} has the models of ${node.contract.name} ${version}, ` +
        `${state}; run onex upgrade ${asker.folder ?? asker.contract.name}`,
      topic: step.commandTopic,
      nodes: [asker.contract.name, node.contract.name],
      files: [asker.file, node.file],
      file: asker.file.replace(/[^/]+$/, TYPES_OF_STEPS),
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      step: step.id,
      ...(step.operation !== null && { operation: step.operation }),
    },
  ];
}
