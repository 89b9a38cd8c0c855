/** Written after that was mended; five that were refused at first were mended too. */
export const THIRD_PAIRS: readonly (readonly [poor: string, good: string])[] = [
  [
    'When guest write to this register, hypervisor inject wrong vector.',
    'When the guest writes to this register, the hypervisor injects the wrong vector.',
  ],
  ['The error code is not propagate to the caller.', 'The error code is not propagated to the caller.'],
  [
    'Since the list is not protected by lock, another thread can remove the entry at same time.',
    'As the list is not protected by a lock, another thread can remove the entry at the same time.',
  ],
  ['It make no sense to allocate memory here.', 'It makes no sense to allocate memory here.'],
  [
    'Fix compile error of undefined reference for rte_foo_init when disable the library.',
    'Fix a compile error about an undefined reference to rte_foo_init when the library is disabled.',
  ],
  [
    'Kernel panic happen if user unplug the device during the IO.',
    'A kernel panic happens if the user unplugs the device during IO.',
  ],
  [
    'The return value of snprintf() is not checked, string can be truncated silently.',
    'The return value of snprintf() is not checked, so the string can be silently truncated.',
  ],
  ['This macro is not used by anyone, so drop it.', 'This macro is not used by anyone; drop it.'],
  [
    'The buffer is allocated by calloc(), no need memset it again.',
    'The buffer is allocated by calloc(), so there is no need to memset it again.',
  ],
  [
    'We should not modify the const structure, make a copy of it firstly.',
    'We should not modify the const structure; make a copy of it first.',
  ],
  [
    'On machine with more than 128 core, the mask is overflow.',
    'On machines with more than 128 cores, the mask overflows.',
  ],
  [
    'The link speed is reported as 10G, but actual speed is 25G.',
    'The link speed is reported as 10G, but the actual speed is 25G.',
  ],
  ['Add the new option for specify the queue number.', 'Add a new option to specify the queue number.'],
  [
    'Before this change, the statistics of VF is always zero.',
    'Before this change, the statistics of the VF were always zero.',
  ],
  [
    'As the comment say, the field must be write under lock.',
    'As the comment says, the field must be written under the lock.',
  ],
  ['Rename the function to make the naming more consistent.', 'Rename the function for more consistent naming.'],
  [
    'If firmware is not loaded yet, the command will timeout after 10 seconds.',
    'If the firmware is not loaded yet, the command times out after 10 seconds.',
  ],
  [
    'The page table entry is not flush, so stale translation may be used by hardware.',
    'The page table entry is not flushed, so the hardware may use a stale translation.',
  ],
  [
    "Currently it's impossible to change the size at runtime, user need restart.",
    'Currently it is impossible to change the size at runtime; the user needs to restart.',
  ],
  [
    'Move the definition to header file, so other file can use it.',
    'Move the definition to a header file so that other files can use it.',
  ],
  [
    'In the case of allocation failure, pointer is NULL and later dereference crash.',
    'If the allocation fails, the pointer is NULL and a later dereference crashes.',
  ],
  [
    'The interrupt is enabled before handler is register, it can be lost.',
    'The interrupt is enabled before the handler is registered, so it can be lost.',
  ],
  ['Only root user is allowed to open this file.', 'Only the root user is allowed to open this file.'],
  [
    'Checkpatch complain about too long line, break it.',
    'Checkpatch complains about a line that is too long; break it.',
  ],
  ['The loop never exit because of i is unsigned.', 'The loop never exits because i is unsigned.'],
  [
    'Application crash at exit due to double free of mbuf pool.',
    'The application crashes at exit due to a double free of the mbuf pool.',
  ],
  [
    'Some old compiler can not handle this attribute, for example gcc 4.8.',
    'Some old compilers, e.g. gcc 4.8, cannot handle this attribute.',
  ],
  ['Use %u instead of %d to print unsigned variable.', 'Use %u instead of %d to print unsigned variables.'],
  [
    'This value is read from shared memory and can be changed by other side, so should read it only once.',
    'This value is read from shared memory and can be changed by the other side, so it should be read only once.',
  ],
  [
    'The timeout is too short for slow disk, increase it to 30s.',
    'The timeout is too short for slow disks; increase it to 30s.',
  ],
  ['The both functions does same thing, merge them to one.', 'Both functions do the same thing; merge them into one.'],
  ['Without the barrier, CPU may reorder the two write.', 'Without the barrier, the CPU may reorder the two writes.'],
  [
    'I observed the hang on AMD EPYC server two time per day.',
    'I observed the hang on an AMD EPYC server twice a day.',
  ],
  ['Not all of the device have this register.', 'Not all devices have this register.'],
  ['The daemon is failed to start when /run is read only.', 'The daemon fails to start when /run is read-only.'],
  ['Device was removed but sysfs entry still exist.', 'The device was removed, but its sysfs entry still exists.'],
  ['Replace magic number 14 by ETHER_HDR_LEN.', 'Replace the magic number 14 with ETHER_HDR_LEN.'],
  ['Tx checksum is wrong for packet which has VLAN tag.', 'The Tx checksum is wrong for packets that have a VLAN tag.'],
  [
    'Such configuration is not valid and should be rejected.',
    'Such a configuration is invalid and should be rejected.',
  ],
  ['There is typo in the help text of option.', 'There is a typo in the help text of the option.'],
];

/** Written last, and never used to settle the check. */
export const FRESH_PAIRS: readonly (readonly [poor: string, good: string])[] = [
  [
    'The clock is not enable before access the register, system will hang.',
    'The clock is not enabled before the register is accessed, so the system hangs.',
  ],
  ['Do not need to take the lock in this path.', 'There is no need to take the lock in this path.'],
  [
    'The patch correct the calculate of the checksum for IPv6 packet.',
    'Correct the calculation of the checksum for IPv6 packets.',
  ],
  [
    'If there has more than one bridge, only first one is scan.',
    'If there is more than one bridge, only the first one is scanned.',
  ],
  ['Guest OS which not support MSI-X is broken by this.', 'A guest OS that does not support MSI-X is broken by this.'],
  ['Function foo_get() should be call with lock held.', 'foo_get() should be called with the lock held.'],
  [
    'The reference count is increase at open but never decrease at close.',
    'The reference count is increased at open but never decreased at close.',
  ],
  [
    'Some time the completion is lost, then the thread is block forever.',
    'Sometimes the completion is lost, and then the thread is blocked forever.',
  ],
  ['Add a comment for explain why it is safe.', 'Add a comment to explain why it is safe.'],
  [
    'The size of array is 16, however the index can reach 20.',
    'The size of the array is 16, but the index can reach 20.',
  ],
  ['Rework the code so it is more easy to read.', 'Rework the code so that it is easier to read.'],
  [
    'When two process open the device simultaneously, the state become wrong.',
    'When two processes open the device simultaneously, the state becomes wrong.',
  ],
  [
    'This feature is depend on the hardware version 3 or later.',
    'This feature depends on hardware version 3 or later.',
  ],
  ['Free the page if map operation is failed.', 'Free the page if the map operation fails.'],
  [
    'The message is print for every packet, it flood the log.',
    'The message is printed for every packet and floods the log.',
  ],
  [
    'Compiler warn that variable maybe used uninitialized, although it never happen.',
    'The compiler warns that the variable may be used uninitialized, although that never happens.',
  ],
  [
    'Since Linux 5.4 this field was moved to other structure.',
    'Since Linux 5.4 this field has been in another structure.',
  ],
  ['Drop dead code that never be executed.', 'Drop dead code that is never executed.'],
  [
    'On resume, the driver must restore all of register which were lost.',
    'On resume, the driver must restore all registers that were lost.',
  ],
  ['Test it by run the unit test with --verbose.', 'Tested by running the unit test with --verbose.'],
];
