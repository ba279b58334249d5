import { formatFinding } from '../../contract/index.ts';
import type { Logger } from '../../logging/index.ts';
import { projectLinks, type NodeFolder, type Project } from '../project/index.ts';

/** Logs what is wrong between the nodes that run and the other nodes of their project. Nodes start all the same. */
export function reportLinks({ root }: Project, folders: readonly NodeFolder[], logger: Logger): void {
  const running = new Set(folders.map(({ name }) => name));
  for (const finding of projectLinks(root)) {
    const { severity, file, line, column, rule, step, operation, nodes } = finding;
    if (!nodes.some((name) => running.has(name))) continue;
    const place = { file, line, column, rule, step, operation };
    if (severity === 'error') logger.error(place, formatFinding(finding));
    else logger.warn(place, formatFinding(finding));
  }
}
