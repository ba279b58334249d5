import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The ecosystem's packages. */
const PACKAGES = [
  'omnibase-core==0.47.57',
  'omnibase-infra==0.38.76',
  'omnibase-spi==0.23.8',
  'omnibase-compat==0.5.7',
];

/** What their models import of some eighty dependencies. */
const IMPORTED = [
  'aiokafka==0.14.0',
  'asyncpg==0.32.0',
  'dependency-injector==4.49.1',
  'httpx==0.28.1',
  'pydantic==2.14.4',
  'pyyaml==6.0.3',
];

/** The one that `PYTHON` names, else the newest first; the packages need 3.12. */
const INTERPRETERS = [process.env['PYTHON'] ?? [], 'python3.13', 'python3.12', 'python3'].flat();

/** What the nodes, the bus, and the dispatch engine import beside that. */
const MESH = [
  'aiohttp',
  'blake3',
  'click',
  'cryptography',
  'fastapi',
  'jsonschema',
  'psycopg2-binary',
  'pydantic-settings',
  'structlog',
  'watchdog',
];
const MESH_PACKAGES = ['omnimarket==0.4.319'];

export type Models = (command: 'make' | 'check', input: string) => string;

/**
 * Installs the Python packages below `folder` and gives what runs `models.py` with them.
 * @throws Error where there is no Python of 3.12 or later, or the packages cannot be installed.
 */
export function installModels(folder: string): Models {
  const python = installInto(folder, IMPORTED, PACKAGES);
  const script = join(import.meta.dirname, 'models.py');
  return (command, input) =>
    execFileSync(python, [script, command], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Installs what the nodes of the mesh need as well, and gives the interpreter. @throws Error as `installModels`. */
export function installMesh(folder: string): string {
  return installInto(folder, [...IMPORTED, ...MESH], [...PACKAGES, ...MESH_PACKAGES]);
}

function installInto(folder: string, imported: readonly string[], packages: readonly string[]): string {
  const python = INTERPRETERS.find(isNewEnough);
  if (python === undefined)
    throw new Error('Python 3.12 or later is needed; PYTHON=/path/to/python names one');
  const environment = join(folder, 'python');
  execFileSync(python, ['-m', 'venv', environment], { stdio: ['ignore', 'ignore', 'inherit'] });
  const own = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  for (const wanted of [imported, ['--no-deps', ...packages]])
    execFileSync(own, [...install, ...wanted], { stdio: ['ignore', 'inherit', 'inherit'] });
  return own;
}

function isNewEnough(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 12))'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
