import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { makeCopierProject, makeTemplate, updateProject } from './copier.ts';
import type { Measured } from './measure.ts';
import { checkNodes } from './node-files.ts';

export interface CopierRuns {
  readonly nothing: Measured;
  readonly change: Measured;
}

/** Copier keeps a whole project: `before` and `after` are its two versions. */
export function copierOneProject(before: string, after: string, folder: string): CopierRuns {
  const template = makeTemplate(path.join(folder, 'template'), before, after);
  const project = path.join(folder, 'project');
  makeCopierProject(template, project);
  const nothing = updateProject(project, '1.0.0');
  const change = updateProject(project, '2.0.0');
  checkNodes(project, after, 'copier');
  return { nothing, change };
}

/** The first node of a project as a project of its own. */
function oneNode(project: string, to: string): string {
  const [node] = readdirSync(path.join(project, 'nodes')).toSorted();
  cpSync(path.join(project, 'nodes', node!), path.join(to, 'nodes', node!), { recursive: true });
  return to;
}

function total(runs: readonly Measured[]): Measured {
  return {
    milliseconds: runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

/** A project for each node, all brought to the next version one after the other. */
export function copierManyProjects(before: string, after: string, folder: string, count: number): Measured {
  mkdirSync(folder, { recursive: true });
  const [first, then] = [path.join(folder, 'before'), path.join(folder, 'after')];
  const template = makeTemplate(path.join(folder, 'template'), oneNode(before, first), oneNode(after, then));
  const projects = Array.from({ length: count }, (_, index) => path.join(folder, `project-${index}`));
  makeCopierProject(template, projects[0]!);
  for (const project of projects.slice(1)) cpSync(projects[0]!, project, { recursive: true });
  const measured = total(projects.map((project) => updateProject(project, '2.0.0')));
  for (const project of projects) checkNodes(project, then, 'copier');
  return measured;
}
