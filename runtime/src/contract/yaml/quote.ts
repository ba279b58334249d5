import { visible } from '../../values/visible.ts';

export { terminalLine, terminalLines, visible } from '../../values/visible.ts';

/**
 * A value of a contract as it may stand in a message: one line, JSON-quoted, short, and without control characters
 * or marks that turn the direction of text (a contract is untrusted, a terminal obeys both).
 */
export function quote(value: unknown, limit = 60): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a mapping';
  const shown = typeof value === 'string' ? value.slice(0, limit + 1) : String(value);
  const text = shown.length > limit ? `${shown.slice(0, limit)}…` : shown;
  const json = typeof value === 'string' ? JSON.stringify(text) : text;
  return visible(json);
}

/** `workflow_coordination.execution_graph.nodes[2].node_id`; keys that are no plain words are quoted. */
export function formatPath(path: readonly (string | number)[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_][\w-]{0,63}$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${quote(key)}]`;
  }
  return text;
}
