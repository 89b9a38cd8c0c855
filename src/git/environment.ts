/**
 * The surroundings that every git process of this room gets. Nothing that a person, a system or a repository
 * configures may change what git prints, fetch anything, open a pager or an editor, or write.
 */

const kept =
  /^(?:PATH|Path|HOME|USER|LOGNAME|USERPROFILE|SystemRoot|SYSTEMROOT|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|GIT_EXEC_PATH)$/;

/** What decides whether git trusts a folder; looked at once, when the repository is found. */
const trust = /^(?:XDG_CONFIG_HOME|SUDO_UID|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM|GIT_CONFIG_.*)$/;

const fixed: Readonly<Record<string, string>> = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_FLUSH: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
  // git 2.45 and later: never fetch what a partial clone lacks. Older ones try, and find no transport allowed.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
};

type Environment = Record<string, string>;

function pick(from: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Environment {
  const picked: Environment = {};
  for (const [name, value] of Object.entries(from)) {
    if (value !== undefined && wanted(name)) picked[name] = value;
  }
  return picked;
}

/** For the one call that finds the repository: git must see which folders this person trusts (`safe.directory`). */
export function buildDiscoveryEnvironment(from: NodeJS.ProcessEnv): Environment {
  return { ...pick(from, (name) => kept.test(name) || trust.test(name)), ...fixed };
}

/** For all other calls: the repository is named, and neither the person's nor the system's configuration is read. */
export function buildEnvironment(from: NodeJS.ProcessEnv, gitDir: string): Environment {
  return {
    ...pick(from, (name) => kept.test(name)),
    ...fixed,
    GIT_DIR: gitDir,
    // Attributes of whatever is checked out would change diffs; git reads them through the index.
    GIT_INDEX_FILE: `${gitDir}/autosel-reads-no-index`,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
}

/**
 * Options before the command. `--bare` says that no work tree matters;
 * the rest overrides the repository's own configuration where plumbing commands read it.
 */
export const globalOptions: readonly string[] = [
  '--no-pager',
  '--bare',
  '--literal-pathspecs',
  '-c',
  'core.quotePath=true',
  '-c',
  'core.attributesFile=/dev/null',
  // git 2.43 and later take attributes from HEAD in a bare repository, unless another tree is named; one that is not
  // there is passed over.
  '-c',
  'attr.tree=autosel-reads-no-attributes',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'diff.suppressBlankEmpty=false',
  '-c',
  'diff.wsErrorHighlight=none',
  '-c',
  'core.warnAmbiguousRefs=false',
];
