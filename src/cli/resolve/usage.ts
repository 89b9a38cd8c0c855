export const USAGE = `Usage: git-resolve [--selftest] [--force] <id> [subject]
       git-resolve --stdin [options] < references
       git-resolve --check [--strict] [--lenient] (FILE | RANGE | - | --all)...
       git-resolve --fix [--strict] (FILE | -)...

Names the commit that a message means: short ids, ids with a subject, rebased or stable ids, in any quotes.

  --force           search by subject when no commit has the id
  --trust-id        believe a unique id although the subject contradicts it
  --as-given        answer a stable copy with itself, not with the mainline commit that it copies
  --all             also commits that only other refs than branches and tags reach
  --repo DIR        the repository (default: this one); given again: asked next when it has no answer
  --mainline REF    the branch that everything lands on first (default: found by name)
  --format FORMAT   full (default), short, fixes, url
  --url ADDRESS     what stands before the id with --format url (default: by the address of origin)
  --json            one line of JSON for every answer
  --stdin           one reference on every line; one answer on every line, or # and why there is none
  --store DIR       where the index is kept (default: one folder per repository in the user's cache)
  --no-index        neither read nor write an index
  --check           every reference in messages of a range, or in files: messages, patches, mails, Markdown;
                    what is right, wrong, ambiguous, of another project (external) or unknown, and what it should be
  --fix             the same for files, which are rewritten where it is sure what is meant; - is a filter
  --strict          also Fixes: lines with few digits or a subject written differently
  --lenient         references to commits that are not here pass
  --quiet           no remarks on stderr
  --selftest        check this program on a repository made for it

Exit codes: 0 found; 1 not found, ambiguous, contradicted, or failed; 2 wrong option;
3 --check or --fix left references that are wrong, ambiguous or unknown.
`;
