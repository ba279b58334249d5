import type { Rule, Site } from './scalars.ts';

const NOTES = ['annotations', 'workflow', 'steps'];
const DEFINITION = ['workflow_coordination', 'workflow_definition'];
const ID_KEYS = ['node_id', 'id', 'name'];
const EDGE_KEYS: ReadonlySet<unknown> = new Set(
  'from from_node source source_node from_step to to_node target target_node to_step'.split(' '),
);

const isBelow = (path: Site['path'], start: readonly string[]): boolean =>
  start.every((key, index) => path[index] === key);

/** Returns the length of the path to the list of steps: a graph may be the list itself, or contain it. */
function listIn(path: Site['path']): number | null {
  if (!isBelow(path, DEFINITION)) return null;
  const rest = path.slice(DEFINITION.length);
  const index = rest.findIndex((part) => typeof part === 'number');
  const keys = rest.slice(0, index).join('.');
  return ['execution_graph', 'execution_graph.nodes', 'nodes'].includes(keys)
    ? DEFINITION.length + index
    : null;
}

/** Whether a site belongs to a step. */
export function isStepSite(path: Site['path']): boolean {
  return (isBelow(path, NOTES) && path.length > NOTES.length) || listIn(path) !== null;
}

/** Returns a function that finds the id of the step that a site belongs to. */
export function contractSteps(document: unknown): (path: Site['path']) => string | null {
  return (path) => {
    if (isBelow(path, NOTES)) return path.length > NOTES.length ? String(path[NOTES.length]) : null;
    const at = listIn(path);
    if (at === null) return null;
    const step = path
      .slice(0, at + 1)
      .reduce<unknown>(
        (outer, key) => (outer as Record<string | number, unknown> | undefined)?.[key],
        document,
      );
    if (typeof step === 'string') return step;
    const key = ID_KEYS.find((one) => Object.hasOwn(step as object, one));
    return key === undefined ? null : String((step as Record<string, unknown>)[key]);
  };
}

/** Renames a step of a workflow. */
export function stepRule(document: unknown, from: string, to: string): Rule {
  const stepOf = contractSteps(document);
  return ({ path, isKey, value }) => {
    if (isBelow(path, NOTES) && path.length === NOTES.length + 1) return isKey && value === from ? to : null;
    if (isKey) return null;
    const last = path.findLast((part) => typeof part === 'string');
    if (isBelow(path, [...DEFINITION, 'execution_graph', 'edges'])) return renamedEdge(path, value, from, to);
    // An event of a route may be the result of the step that it is named after.
    if (value !== from || listIn(path) === null) return null;
    const at = listIn(path)!;
    if (path.length === at + 1) return to;
    if (last === 'depends_on' || last === 'dependencies') return to;
    return ID_KEYS.includes(String(last)) && path.length === at + 2 && stepOf(path) === from ? to : null;
  };
}

function renamedEdge(path: Site['path'], value: string, from: string, to: string): string | null {
  if (typeof path.at(-1) === 'string') return EDGE_KEYS.has(path.at(-1)) && value === from ? to : null;
  const ends = value.split(/(\s*(?:->|→)\s*)/);
  return ends.map((end) => (end.trim() === from ? end.replace(from, to) : end)).join('');
}
