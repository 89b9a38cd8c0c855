/** Projects whose commits are named in messages of others: that an id of them is not here is no mistake. */
const NAMES = [
  ...[
    'linux',
    'kernel',
    'freebsd',
    'netbsd',
    'openbsd',
    'illumos',
    'dragonfly',
    'xnu',
    'zephyr',
    'mini-?os',
    'unikraft',
  ],
  ...[
    'qemu',
    'kvm',
    'xen',
    'libvirt',
    'seabios',
    'rombios',
    'ovmf',
    'edk2',
    'tianocore',
    'ipxe',
    'coreboot',
    'u-?boot',
    'barebox',
    'grub',
  ],
  ...[
    'gcc',
    'llvm',
    'clang',
    'binutils',
    'gdb',
    'gas',
    'glibc',
    'musl',
    'newlib',
    'busybox',
    'coreutils',
    'util-linux',
    'meson',
  ],
  ...['openssl', 'gnutls', 'curl', 'zlib', 'lz4', 'zstd', 'xz', 'rust', 'golang', 'cpython', 'ocaml', 'perl', 'git'],
  ...[
    'dpdk',
    'spdk',
    'ovs',
    'open ?vswitch',
    'rdma-core',
    'libbpf',
    'bpftool',
    'iproute2',
    'ethtool',
    'iptables',
    'nftables',
  ],
  ...['systemd', 'elogind', 'dracut', 'udev', 'mesa', 'wine', 'postgres(?:ql)?', 'sqlite', 'netperf', 'strace'],
].join('|');

/** Before the id: `Linux commit X`, `kernel's c/s X`, `[from Linux: X]`. */
const BEFORE = new RegExp(
  String.raw`\b(${NAMES})(?:\.git|-unstable)?(?:['’]s)?(?:\s+(?:kernel|tree|upstream|mainline|master|git|repository))*\s*:?\s*(?:(?:commits?|c\/s|changesets?|cset|hash|id)\s*:?\s*)?["'(<\[]*$`,
  'i',
);
/** Behind it: `X in Linux`, `X from the Linux kernel`, `X of qemu.git`. */
const BEHIND = new RegExp(
  String.raw`^["')>\]]*,?\s+(?:in|of|from|to|on)\s+(?:the\s+)?(?:\w+\s+)?(${NAMES})\b(?!\/)`,
  'i',
);

/** The project that the words around an id name. */
export function findProject(left: string, right: string): string | undefined {
  const found = BEFORE.exec(left) ?? BEHIND.exec(right);
  return found?.[1].toLowerCase();
}

/** Whether a project is the one that `own` names: an address or a folder of its repository. */
export function isOwnProject(project: string, own: string): boolean {
  const names = project === 'kernel' || project === 'linux' ? ['linux', 'kernel'] : [project];
  const words = own.toLowerCase().split(/[^a-z0-9]+/);
  return names.some((name) => words.includes(name));
}
