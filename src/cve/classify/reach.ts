/** Who can bring the fault about, the least trusted first. */
export type Trigger = 'remote peer' | 'guest' | 'device' | 'local user' | 'fuzzer' | 'administrator' | 'nobody named';

interface TriggerWords {
  readonly who: Trigger;
  readonly words: RegExp;
  readonly says: string;
}

/** The first that fits is told: what reaches farther stands before what reaches less far. */
const TRIGGERS: readonly TriggerWords[] = [
  {
    who: 'remote peer',
    says: 'somebody at the other end of a connection',
    words:
      /\b(?:remote(?:ly)? (?:attacker|peer|host|client|user|server|trigger\w*|exploit\w*)|(?:malicious|rogue|evil|hostile|compromised) (?:server|client|peer|access point|ap|router|network|host)|(?:crafted|malformed|spoofed|invalid|oversized|fragmented|incoming|received) (?:packet|frame|segment|message|datagram|pdu|request|response|skb)s?|over the (?:network|wire|air)|from the (?:network|wire)|receiv\w+ (?:a|an) (?:\w+ ){0,2}(?:packet|frame|segment|pdu))\b/i,
  },
  {
    who: 'guest',
    says: 'a guest of a virtual machine',
    words:
      /\b(?:(?:malicious|untrusted|hostile|misbehaving|buggy|rogue) (?:guest|vm|hypervisor|host|vmm|backend|frontend|domain|l1|l2)|guest(?:s)? (?:can|could|may|might|user|kernel|is able to|is allowed to|controlled|triggers?)|guest-(?:controlled|triggerable)|from (?:a|the|inside a|within a) guest|L[12] guest|domU)\b/i,
  },
  {
    who: 'device',
    says: 'a device that somebody plugs in, or a medium that it reads',
    words:
      /\b(?:(?:malicious|crafted|corrupt(?:ed)?|malformed|fuzzed|broken|bogus|evil|hostile|rogue|buggy|untrusted|bad) (?:usb|device|hardware|firmware|descriptor|image|filesystem|file ?system|disk|medium|superblock|inode|partition|hid|report|controller)s?|(?:hot[- ]?)?unplug\w*|hot[- ]?plug\w*|disconnect(?:s|ed|ing)?|(?:surprise|device) removal|physical access|removed while|mount(?:ing)? (?:a|an) (?:\w+ ){0,2}image)\b/i,
  },
  {
    who: 'local user',
    says: 'a local user or program',
    words:
      /\b(?:unprivileged|(?:a|any|local|malicious|normal|ordinary|non-?root) users?\b(?! ?(?:guide|interface|experience))|user[- ]?space|userland|user (?:program|process|task|application|controlled|supplied|provided|input|can|could|may|might)|user-(?:controlled|supplied|triggerable|provided)|from user ?(?:mode|space)?|sys_?call|system call|ioctl|setsockopt|getsockopt|sendmsg|recvmsg|mmap|io_uring|ptrace|perf_event_open|bpf program|netlink|procfs|\/proc\/|user namespaces?|reproducer|syz\w*|(?:crafted|malicious) (?:program|binary|executable|application|file|input|parameters?|arguments?))\b/i,
  },
  {
    who: 'fuzzer',
    says: 'a fuzzer or a sanitizer, so that some input reaches it',
    words: /\b(?:fuzz\w*|trinity|syzbot|syzkaller|KASAN|KMSAN|KCSAN|UBSAN)\b/i,
  },
  {
    who: 'administrator',
    says: 'somebody with the rights of an administrator',
    words:
      /\b(?:root user|as root|CAP_(?:SYS|NET)_\w+|privileged (?:user|process)|sysfs|debugfs|module (?:load|unload|remov)\w*|rmmod|modprobe|insmod|(?:un)?bind(?:ing)? (?:the |of the )?driver|kexec|hibernat\w+|cpu hot-?plug|offlin\w+|hotremove)\b/i,
  },
];

export interface Reach {
  readonly who: Trigger;
  /** A sentence part: `a local user or program`. */
  readonly says: string;
  /** Exact words of the message; undefined where none say it. */
  readonly quote: string | undefined;
}

/** Who can bring the fault about, by the words of the message. Pure. */
export function findReach(text: string): readonly Reach[] {
  const found = TRIGGERS.flatMap(({ who, words, says }): Reach[] => {
    const quote = words.exec(text)?.[0];
    return quote === undefined ? [] : [{ who, says, quote }];
  });
  return found.length > 0
    ? found
    : [{ who: 'nobody named', says: 'nobody: the message does not say it', quote: undefined }];
}
