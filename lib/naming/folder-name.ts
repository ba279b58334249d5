import { quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import { isDeviceName } from './reserved.ts';

/**
 * Checks that a folder with this name can exist on every system, so the repository can be checked out there.
 * @throws UserError
 */
export function checkFolderName(name: string): void {
  const why = problem(name);
  if (why === null) return;
  throw new UserError(
    'ERR_ONEX_INVALID_NAME',
    `A folder cannot be named ${quote(name)}: ${why}. Choose a folder with a name such as shop.`,
    {
      docs: 'reference.md#names',
    },
  );
}

function problem(name: string): string | null {
  if (isDeviceName(name)) return 'it is the name of a device on Windows';
  if (/[. ]$/.test(name)) return 'Windows removes a dot or a space at the end of a name';
  // oxlint-disable-next-line no-control-regex -- these characters are what is looked for
  if (/[<>:"|?*\\/\u0000-\u001f\u007f]/.test(name))
    return 'Windows allows no control characters and none of < > : " | ? * \\ / in a name';
  return null;
}
