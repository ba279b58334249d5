import { quote } from 'onex-cli-kit';

/** `workflow_coordination.execution_graph.nodes[2].node_id`; a key that is not a plain word is quoted. */
export function formatPath(path: readonly (string | number)[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_][\w-]{0,63}$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${quote(key)}]`;
  }
  return text;
}
