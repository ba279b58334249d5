/**
 * Returns the version of Node.js that a command in the user's shell gets. A package manager that started this process
 * may have changed its PATH. It reports its own version in `npm_config_user_agent` (`npm/11.19.1 node/v20.20.2 …`).
 */
export function nodeOfShell(environment: NodeJS.ProcessEnv = process.env): string {
  return (
    /\bnode\/v?(\d+\.\d+\.\d+)/.exec(environment['npm_config_user_agent'] ?? '')?.[1] ?? process.versions.node
  );
}
