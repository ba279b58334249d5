import { quotedWord } from 'onex-cli-kit';

const PARAMETERS = '%O %A %B %L %P %S %X %Y';
const BY_LINE = 'git merge-file --marker-size=%L %A %O %B';

/**
 * One word of a shell, also where it holds spaces, quotes, or what git would expand. Git for Windows has such a shell
 * too.
 */
function word(file: string): string {
  return quotedWord(file.replaceAll('\\', '/')).replaceAll('%', '%%');
}

/**
 * The command line of git's merge driver: onex where it can run, else git's own merge by line. An exit code that is not
 * 0 counts only with a conflict marker in the result, because Node exits with 1 too when it cannot start a program.
 * @param node Absolute path of Node.
 * @param program Absolute path of the script `onex`.
 */
export function driverCommand(node: string, program: string): string {
  return (
    `if test -f ${word(program)} && ${word(node)} ${word(program)} merge-driver ${PARAMETERS}; then :; ` +
    `elif grep -q '^<<<<<<<' %A; then exit 1; else ${BY_LINE} || exit 1; fi`
  );
}

/** The script that such a command line runs; null for a command line of another form. */
export function programOf(command: string): string | null {
  const [, quoted] = /^if test -f ((?:'[^']*'|\\')+) && /.exec(command) ?? [];
  return quoted === undefined ? null : quoted.replaceAll(/'([^']*)'|\\(')/g, '$1$2').replaceAll('%%', '%');
}
