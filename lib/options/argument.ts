/** The positional argument of every command that makes a node. */
export const NODE_NAME = { name: 'name', description: 'What the node is about, such as payment' } as const;
