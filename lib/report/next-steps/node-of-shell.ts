const NEEDED: readonly (readonly [major: number, minor: number])[] = [
  [22, 18],
  [24, 11],
];

/** Whether a version such as `22.18.0` satisfies `^22.18.0 || >=24.11.0`. */
export function runsGeneratedProjects(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const wanted = NEEDED.find(([line]) => line === major);
  return wanted === undefined ? major > 24 : minor >= wanted[1];
}

/**
 * The version of the Node that a command typed into the user's shell gets. A package manager that started this process
 * may have put another one first on its PATH; it names its own in `npm_config_user_agent` (`npm/11.19.1 node/v20.20.2 …`).
 */
export function nodeOfShell(environment: NodeJS.ProcessEnv = process.env): string {
  return (
    /\bnode\/v?(\d+\.\d+\.\d+)/.exec(environment['npm_config_user_agent'] ?? '')?.[1] ?? process.versions.node
  );
}
