/** The positional argument of every command that makes a node. */
export const NODE_NAME = { name: 'name', description: 'Name of the node, such as payment' } as const;
