import type { Config } from './config.ts';

/** What is known when a config is first written. */
type ConfigStart = Pick<Config, 'mainline' | 'stable'>;

/** A short config with a comment on every key. */
export function renderConfig({ mainline, stable }: ConfigStart): string {
  const names = (stable ?? []).map((name) => JSON.stringify(name)).join(', ');
  return `# Config of autosel. Every key may be left out.

# The branch that everything lands on first.
${mainline === undefined ? '#' : ''}mainline = ${JSON.stringify(mainline ?? 'main')}

# Stable branches, by name or glob; left out, they are found by content.
${stable === undefined || stable.length === 0 ? '# stable = ["linux-6.*.y"]' : `stable = [${names}]`}

# Paths that are never proposed, and a file with one such pattern a line.
# ignore = ["drivers/staging/"]
# ignore_file = "ignore_list"

# Authors who do not want their commits proposed, by name or address.
# authors = ["someone@example.org"]

# Archives of list mail: public-inbox repositories, mboxes, maildirs, or folders of those.
# Not in a file that comes with the repository: mails are quoted in reports.
# inbox = ["mail/lists"]

# Branches whose commits are on their way to mainline; fixes and reverts on them count, see --incoming.
# incoming = ["origin/next-*"]

[embedder]
# "learned": from this repository's own commits, nothing to download.
# "onnx": a sentence model, model = "folder or hub name".
# "openai-compatible": url, model, and key_env, the name of the environment variable that holds the key.
kind = "learned"

[select]
# Propose from this probability on, or at most so many commits; left out, about one commit in ten.
# threshold = 0.25
# max = 30
# Branches to answer for; left out, those still cared for.
# onto = ["linux-6.6.y"]
# Days that a commit which no release has yet is left alone; 0 is off.
# soak_days = 7
# Records beside the code: what conflicts in them alone is taken without them. Left out, the usual ones (.mailmap, MAINTAINERS, NEWS, release notes).
# side_files = [".mailmap", "doc/changes/"]

# Another time for some branches, by name or glob; the first that fits counts.
# [[branches]]
# name = "linux-5.*.y"
# soak_days = 21

# Language models, for --panel and ask; not in a file that comes with the repository. Keys stay in the environment.
# [[models]]
# name = "claude"
# kind = "anthropic"
# model = "claude-sonnet-4-5"

# Who judges; left out, a default panel for these models.
# [[members]]
# name = "analyst"
# model = "claude"
# role = "analyst"

# [panel]
# budget = "5 USD"

# The folder of CVEs that autosel cve works on, and the template of its organisation: linux, dpdk, xen or a file.
# Records that autosel cve classify learns from: a clone of the public ones, or a file with one commit id a line; left out, the folder.
# [cve]
# folder = "vulns"
# template = "linux"
# records = "vulns"

[mail]
# from = "Your Name <you@example.org>"
# to = ["stable@example.org"]
# cc = []
# How mails and queues name the mainline commit: brackets "[ Upstream commit ID ]", small-brackets "[ upstream commit ID ]",
# sentence "commit ID upstream.", cherry-picked "(cherry picked from commit ID)", master-commit "master commit: ID".
# Left out, as the last copies on the branch do.
# reference = "cherry-picked"
# The address that authors put into a Cc to be left alone; left out, the kernel's where authors ask its stable list, else none is named.
# opt_out = "stable+noautosel@example.org"

# The server that takes mails, for autosel send --via smtp; the mailbox that answers come to, for autosel feedback --imap.
# Not in a file that comes with the repository: they use your passwords.
# [smtp]
# host = "mail.example.org"
# user = "you"
# password_env = "SMTP_PASSWORD"
# per_minute = 30

# [imap]
# host = "imap.example.org"
# user = "you"
# password_command = ["pass", "show", "imap"]

# Wishes of the keepers of some paths: opt-out, opt-in, ack-required, digest-only, only-failures, normal.
# [[subsystems]]
# name = "xfs"
# paths = ["fs/xfs/"]
# mode = "ack-required"
`;
}
