import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { measureNode, type Measured } from './measure.ts';
import { checkNodes, nodeFiles } from './node-files.ts';

/**
 * Yeoman writes all files of a project's nodes with its own conflicter and `--force`: a whole process, in which the
 * texts need not even be rendered. It keeps no edit and knows no base.
 * @param wanted Folder of the project as it shall be, without stores of onex.
 */
export function forceFiles(project: string, wanted: string, scratch: string): Measured {
  const list = path.join(scratch, 'files.json');
  writeFileSync(list, JSON.stringify(nodeFiles(wanted)));
  const measured = measureNode(path.join(import.meta.dirname, 'force-files.ts'), [list], project);
  checkNodes(project, wanted, 'The conflicter');
  return measured;
}
