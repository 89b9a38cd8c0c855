import { an } from './defects.ts';
import type { Defect } from './defects.ts';

const heldLock: Defect = {
  kind: 'lock held on error',
  wanted: 0.84,
  code: ({ module: { name }, fn, object }) => `int ${fn}(struct ${name} *self, struct ${object} *${object})
{
	int rc;

	mutex_lock(&self->${object}_lock);
	rc = ${name}_prepare(self, ${object});
	if (rc)
		return rc;
	list_add(&${object}->node, &self->${object}s);
	mutex_unlock(&self->${object}_lock);
	return 0;
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `\tif (rc)\n\t\treturn rc;\n\tlist_add`,
      to: `\tif (rc) {\n\t\tmutex_unlock(&self->${object}_lock);\n\t\treturn rc;\n\t}\n\tlist_add`,
      subject: `unlock on the error path of ${fn}()`,
      why: [
        `When ${name}_prepare() fails, ${fn}() returns with ${object}_lock held, and the next caller\nwaits for ever: a deadlock.`,
        `The error path of ${fn}() leaves the mutex locked. The daemon hangs on the next ${object}.`,
      ],
      how: 'Release the lock before returning the error.',
    },
  ],
};

const unlockedRead: Defect = {
  kind: 'race',
  wanted: 0.72,
  code: ({ module: { name }, fn, object }) => `bool ${fn}(struct ${name} *self)
{
	bool done = false;

	if (self->${object}_pending) {
		mutex_lock(&self->lock);
		done = ${name}_take_${object}(self);
		mutex_unlock(&self->lock);
	}
	return done;
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `\tif (self->${object}_pending) {\n\t\tmutex_lock(&self->lock);\n\t\tdone = ${name}_take_${object}(self);\n\t\tmutex_unlock(&self->lock);\n\t}\n`,
      to: `\tmutex_lock(&self->lock);\n\tif (self->${object}_pending)\n\t\tdone = ${name}_take_${object}(self);\n\tmutex_unlock(&self->lock);\n`,
      subject: `fix race between ${fn}() and removal`,
      why: [
        `${object}_pending is tested before the lock is taken. Two threads can both see it set, and the second\none takes ${an(object)} that is already gone.`,
      ],
      how: 'Look at it under the lock.',
    },
  ],
};

const ignoredError: Defect = {
  kind: 'ignored error',
  wanted: 0.4,
  code: ({ module: { name }, fn, object }) => `int ${fn}(struct ${name} *self, const char *path)
{
	int fd = open(path, O_RDONLY);

	${name}_load_${object}(self, fd);
	close(fd);
	return 0;
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `\t${name}_load_${object}(self, fd);\n\tclose(fd);\n\treturn 0;`,
      to: `\tint rc;\n\n\tif (fd < 0)\n\t\treturn -errno;\n\trc = ${name}_load_${object}(self, fd);\n\tclose(fd);\n\treturn rc;`,
      subject: `return the error of ${name}_load_${object}()`,
      why: [
        `${fn}() reports success whatever happens, and a missing file goes unnoticed until much later.`,
        `Neither the result of open() nor that of ${name}_load_${object}() is looked at.`,
      ],
      how: 'Pass the first error on.',
    },
  ],
};

const wrongUnit: Defect = {
  kind: 'wrong unit',
  wanted: 0.5,
  code: ({ module: { name }, fn, object }) => `void ${fn}(struct ${name} *self, u32 seconds)
{
	self->${object}_timeout = clock_now() + seconds;
	timer_arm(&self->${object}_timer, self->${object}_timeout);
}
`,
  repairs: ({ fn, object }) => [
    {
      from: `clock_now() + seconds;`,
      to: `clock_now() + seconds * NSEC_PER_SEC;`,
      subject: `use the right unit for the ${object} timeout`,
      why: [
        `The clock counts nanoseconds, ${fn}() adds seconds. The ${object} times out at once.`,
        `Since the timeout is a thousand million times too short, every ${object} is dropped on slow lines.`,
      ],
      how: 'Convert it.',
    },
  ],
};

const byteOrder: Defect = {
  kind: 'byte order',
  wanted: 0.55,
  code: ({ module: { name }, fn, object }) => `u32 ${fn}(const struct ${name} *self, const struct ${object}_wire *wire)
{
	if (wire->version != self->version)
		return 0;
	return wire->sequence;
}
`,
  repairs: ({ fn, object }) => [
    {
      from: 'return wire->sequence;',
      to: 'return ntohl(wire->sequence);',
      subject: `convert the sequence number of ${an(object)} to host order`,
      why: [
        `${fn}() returns the number as it came from the wire. On little-endian machines the order of ${object}s\nis wrong after the first 256.`,
      ],
      how: 'Convert it where it is read.',
    },
  ],
};

/** Faults in locking, errors and numbers. */
export const OTHER_DEFECTS: readonly Defect[] = [heldLock, unlockedRead, ignoredError, wrongUnit, byteOrder];
