/** Sentences as people write them who do not write English every day, and what an experienced maintainer would make of them. */
export const PAIRS: readonly (readonly [poor: string, good: string])[] = [
  [
    'When probe is fail, the memory of ring is not freed, it lead to memory leak.',
    'When the probe fails, the memory of the ring is not freed, which leads to a memory leak.',
  ],
  [
    "The function foo_init() don't check return value of bar_alloc().",
    'The function foo_init() does not check the return value of bar_alloc().',
  ],
  [
    'Because the queue already stopped, so the interrupt never come.',
    'The interrupt never comes because the queue has already stopped.',
  ],
  ['This patch fix the issue by add check for NULL pointer.', 'Fix the issue by adding a check for a NULL pointer.'],
  [
    'If user set the mtu bigger than 9000, port will can not start.',
    'If the user sets the mtu bigger than 9000, the port will not be able to start.',
  ],
  [
    'Driver should to wait hardware reset is done before access register.',
    'The driver should wait until the hardware reset is done before it accesses the register.',
  ],
  [
    'There have a race between close and interrupt handler.',
    'There is a race between close and the interrupt handler.',
  ],
  ['The lock not released in the error path.', 'The lock is not released in the error path.'],
  [
    'In current code, the index is not be checked, may cause out of bounds.',
    'Currently the index is not checked, which may cause an out of bounds access.',
  ],
  ['Compile will fail when CONFIG_FOO is disable.', 'Compilation fails when CONFIG_FOO is disabled.'],
  [
    'The variable ret is unsigned, so check of ret < 0 always false.',
    'The variable ret is unsigned, so the check ret < 0 is always false.',
  ],
  [
    'After commit 1a2b3c4d5e6f, the link status can not update.',
    'Since commit 1a2b3c4d5e6f, the link status cannot be updated.',
  ],
  ['Need to free buffer before return.', 'The buffer needs to be freed before returning.'],
  [
    'VF can not receive packet after PF reset, because of the filter is lost.',
    'The VF cannot receive packets after a PF reset because the filter is lost.',
  ],
  [
    'The timer is started twice, and second one never be stopped.',
    'The timer is started twice, and the second one is never stopped.',
  ],
  [
    'It is no need to hold lock when read this counter.',
    'There is no need to hold the lock when reading this counter.',
  ],
  [
    'Some device not support this feature, so need check capability first.',
    'Some devices do not support this feature, so the capability needs to be checked first.',
  ],
  ['Remove the useless include file.', 'Remove useless include files.'],
  [
    'We found that throughput drop 20% when enable this option.',
    'We found that throughput drops 20% when this option is enabled.',
  ],
  [
    'The name of device is too long, and it is truncated to 32 byte.',
    'The name of the device is too long and is truncated to 32 bytes.',
  ],
  ['foo_close() call foo_stop() two time.', 'foo_close() calls foo_stop() two times.'],
  ['Only the first 8 entry is cleared.', 'Only the first 8 entries are cleared.'],
  ['Use after free will happened in this case.', 'A use after free will happen in this case.'],
  ['The patch add support of 25G speed for X710 card.', 'Add support for 25G speed to the X710 card.'],
  ['Guest may be crash if the ring is empty.', 'The guest may crash if the ring is empty.'],
  [
    'The reason is that register value is keep after warm reboot.',
    'The reason is that the register value is kept after a warm reboot.',
  ],
  ['Fix it through move the check to before the loop.', 'Fix it by moving the check before the loop.'],
  ['Both of port 0 and port 1 is affected.', 'Both port 0 and port 1 are affected.'],
  ['The document is out of date, update it.', 'The document is out of date; update it.'],
  [
    'Application must to call this API before start the port.',
    'The application must call this API before starting the port.',
  ],
  ['It only happen on big endian machine.', 'It only happens on big endian machines.'],
  [
    'The old firmware do not have this command, so return error.',
    'The old firmware does not have this command, so an error is returned.',
  ],
  [
    'This will cause deadlock since same lock is get again in callback.',
    'This will cause a deadlock since the same lock is taken again in the callback.',
  ],
  ['Allocated memory must be align with 64 bytes.', 'The allocated memory must be aligned with 64 bytes.'],
  [
    'When remove the driver, kernel report below warning.',
    'When the driver is removed, the kernel reports the warning below.',
  ],
  [
    'The counter is 32 bit, it overflow after 4GB traffic.',
    'The counter is 32 bit and overflows after 4GB of traffic.',
  ],
  [
    'Without this patch, qemu can not migrate to old version.',
    'Without this patch, qemu cannot migrate to an old version.',
  ],
  [
    'The return value is wrong when there is no enough memory.',
    'The return value is wrong when there is not enough memory.',
  ],
  ['So change the type from int to uint32_t.', 'Therefore change the type from int to uint32_t.'],
  ['Every queue has it own lock.', 'Every queue has its own lock.'],
  [
    'The log level is too high, many useless log is print.',
    'The log level is too high; many useless logs are printed.',
  ],
  ['Delete the duplicated code.', 'Remove the duplicated code.'],
  ['This bug is exist from the first version.', 'This bug has existed since the first version.'],
  ['Fix spell error in comment.', 'Fix a spelling error in a comment.'],
  [
    'Hardware not allow write this bit when DMA is running.',
    'The hardware does not allow this bit to be written when DMA is running.',
  ],
  ['Set the default value as 0 to avoid garbage data.', 'Set the default value to 0 to avoid garbage data.'],
  ['It is hard to understand, so add more comment.', 'It is hard to understand, so add more comments.'],
  ['The callback register by user is never be called.', 'The callback registered by the user is never called.'],
  ['Must not sleep when hold spinlock.', 'We must not sleep while holding the spinlock.'],
  [
    'Tx queue hang after about 10 minutes with small packet.',
    'The Tx queue hangs after about 10 minutes with small packets.',
  ],
];

/** Written after the first words of the check were settled; those that were refused showed what it lacked. */
export const SECOND_PAIRS: readonly (readonly [poor: string, good: string])[] = [
  [
    'If the rx ring is wrap, driver read old descriptor and report wrong length.',
    'If the rx ring wraps, the driver reads an old descriptor and reports the wrong length.',
  ],
  [
    'vhost_user_reset() is call before all queue is stop.',
    'vhost_user_reset() is called before all queues are stopped.',
  ],
  [
    'The mempool can be created with zero element, this is not valid.',
    'The mempool can be created with zero elements, which is not valid.',
  ],
  [
    'The hotplug thread wait forever when device is already gone.',
    'The hotplug thread waits forever when the device is already gone.',
  ],
  [
    'In function parse_args(), pointer is used after free it.',
    'In parse_args(), the pointer is used after it is freed.',
  ],
  ['The statistic is not clear after reset the port.', 'The statistics are not cleared after the port is reset.'],
  ['It is because hardware count the CRC bytes too.', 'This is because the hardware counts the CRC bytes as well.'],
  ['Testpmd will quit when type unknown command.', 'Testpmd quits when an unknown command is typed.'],
  [
    'The firmware version older than 7.2 is not support this command.',
    'Firmware versions older than 7.2 do not support this command.',
  ],
  [
    'Secondary process can not access the memory which allocate by primary process.',
    'The secondary process cannot access memory that was allocated by the primary process.',
  ],
  ['Two thread may update the table at same time.', 'Two threads may update the table at the same time.'],
  [
    'Previous the mask is calculate from the size, but size is not always power of 2.',
    'Previously the mask was calculated from the size, but the size is not always a power of 2.',
  ],
  [
    'Missing break in switch cause the wrong case is executed.',
    'A missing break in the switch causes the wrong case to be executed.',
  ],
  [
    'User have to restart the application for apply the new config.',
    'The user has to restart the application to apply the new config.',
  ],
  ['It fail on ARM64 when page size is 64K.', 'It fails on ARM64 when the page size is 64K.'],
  ['The refcount decrease twice, the second is wrong.', 'The refcount is decreased twice; the second time is wrong.'],
  ['Please note that API is not thread safe.', 'Note that the API is not thread safe.'],
  ['Add lack of include for stdint.h.', 'Add a missing include of stdint.h.'],
  [
    'Because there are many type of NIC, it hard to test all.',
    'It is hard to test all because there are many types of NIC.',
  ],
  ['Do not print the error when EAGAIN is return.', 'Do not print an error when EAGAIN is returned.'],
];
