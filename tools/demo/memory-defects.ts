import { an } from './defects.ts';
import type { Defect } from './defects.ts';

const crash = (fn: string, offset: string): string =>
  `  harbourd[412]: fault at address 00000000000000${offset}\n  harbourd[412]: in ${fn}+0x${offset}\n  harbourd[412]: stopped`;

const missingCheck: Defect = {
  kind: 'missing check',
  wanted: 0.86,
  code: ({ module: { name }, fn, object }) => `int ${fn}(struct ${name} *self, u32 id)
{
	struct ${object} *${object} = ${name}_find_${object}(self, id);

	${object}->uses++;
	${object}->last_seen = clock_now();
	return ${name}_wake(self, ${object});
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `(self, id);\n\n\t${object}->uses++;`,
      to: `(self, id);\n\n\tif (!${object})\n\t\treturn -ENOENT;\n\n\t${object}->uses++;`,
      subject: `fix NULL pointer dereference in ${fn}()`,
      why: [
        `${name}_find_${object}() returns NULL when the ${object} was removed in the meantime, but ${fn}()\nuses the result at once:\n\n${crash(fn, '18')}`,
        `One ${object} can be gone by the time its id arrives here. ${fn}() does not expect that and the\ndaemon crashes with a NULL pointer dereference.`,
      ],
      how: `Check the pointer and tell the caller that there is no such ${object}.`,
    },
  ],
};

const overflow: Defect = {
  kind: 'buffer overflow',
  wanted: 0.94,
  code: ({ module: { name }, fn, object }) => `int ${fn}(struct ${name} *self, const u8 *wire, size_t length)
{
	u8 ${object}[${name.toUpperCase()}_MAX];
	size_t size = wire[0] << 8 | wire[1];

	memcpy(${object}, wire + 2, size);
	return ${name}_accept(self, ${object}, size);
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `\n\tmemcpy(${object}, wire + 2, size);`,
      to: `\n\tif (size > sizeof(${object}))\n\t\treturn -EMSGSIZE;\n\tmemcpy(${object}, wire + 2, size);`,
      subject: `check the length of ${an(object)} in ${fn}()`,
      why: [
        `The size of ${an(object)} comes from the wire and is trusted. A peer that sends a larger one than\n${name.toUpperCase()}_MAX writes behind the buffer on the stack.`,
        `${fn}() copies as many bytes as the other side asks for, which is a stack buffer overflow that a\nremote peer controls.`,
      ],
      how: 'Refuse what does not fit.',
    },
    {
      from: `\tif (size > sizeof(${object}))`,
      to: `\tif (length < 2 || size > length - 2 || size > sizeof(${object}))`,
      subject: `do not read behind the end of a short ${object}`,
      why: [
        `The earlier check compares the size with the buffer only. When less arrived than the size says, the\ncopy still reads out of bounds of the received data.`,
      ],
      how: `Compare it with the length of what arrived, too. Found by fuzzing ${fn}().`,
    },
  ],
};

const offByOne: Defect = {
  kind: 'off by one',
  wanted: 0.74,
  code: ({ module: { name }, fn, object }) => `u32 ${fn}(const struct ${name} *self)
{
	u32 sum = 0;

	for (u32 at = 0; at <= self->${object}_count; at++)
		sum += self->${object}s[at].weight;
	return sum;
}
`,
  repairs: ({ fn, object }) => [
    {
      from: `at <= self->${object}_count`,
      to: `at < self->${object}_count`,
      subject: `fix off-by-one in ${fn}()`,
      why: [
        `The loop of ${fn}() runs once too often and reads one ${object} behind the end of the array.`,
        `There are ${object}_count entries, counted from zero. ${fn}() reads one more, out of bounds.`,
      ],
      how: 'Stop at the last one.',
    },
  ],
};

const leak: Defect = {
  kind: 'leak on error',
  wanted: 0.6,
  code: ({ module: { name }, fn, object }) => `struct ${object} *${fn}(struct ${name} *self)
{
	struct ${object} *${object} = pool_take(self->pool);

	if (!${object})
		return NULL;
	if (${name}_register(self, ${object}) < 0)
		return NULL;
	return ${object};
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `_register(self, ${object}) < 0)\n\t\treturn NULL;`,
      to: `_register(self, ${object}) < 0) {\n\t\tpool_give(self->pool, ${object});\n\t\treturn NULL;\n\t}`,
      subject: `fix memory leak when ${an(object)} cannot be registered`,
      why: [
        `${fn}() forgets the ${object} when ${name}_register() fails, so that each failed attempt leaks one.`,
        `The error path does not give the ${object} back to the pool.`,
      ],
      how: 'Give it back.',
    },
  ],
};

const useAfterFree: Defect = {
  kind: 'use after free',
  wanted: 0.95,
  code: ({ module: { name }, fn, object }) => `void ${fn}(struct ${name} *self, struct ${object} *${object})
{
	list_remove(&${object}->node);
	free(${object});
	self->last_${object} = ${object}->id;
	${name}_notify(self, ${object}->id);
}
`,
  repairs: ({ module: { name }, fn, object }) => [
    {
      from: `\tfree(${object});\n\tself->last_${object} = ${object}->id;\n\t${name}_notify(self, ${object}->id);`,
      to: `\tself->last_${object} = ${object}->id;\n\t${name}_notify(self, ${object}->id);\n\tfree(${object});`,
      subject: `fix use after free in ${fn}()`,
      why: [
        `${fn}() reads the id of ${an(object)} that it has just freed. With a checking allocator:\n\n  use after free in ${fn}: read of 4 bytes`,
        `The ${object} is freed first and used afterwards.`,
      ],
      how: 'Free it as the last thing.',
    },
  ],
};

const uninitialised: Defect = {
  kind: 'uninitialised',
  wanted: 0.62,
  code: ({ module: { name }, fn, object }) => `int ${fn}(struct ${name} *self, int fd)
{
	struct ${object}_reply reply;

	reply.kind = REPLY_${object.toUpperCase()};
	reply.count = self->${object}_count;
	return write_all(fd, &reply, sizeof(reply));
}
`,
  repairs: ({ fn, object }) => [
    {
      from: 'reply;\n\n\treply.kind',
      to: 'reply = { 0 };\n\n\treply.kind',
      subject: `initialise the ${object} reply`,
      why: [
        `${fn}() sends a structure of which two members are set; the rest is uninitialised stack memory that\nleaks to the other side.`,
        `The padding of the reply holds whatever was on the stack. A client can read it.`,
      ],
      how: 'Start from zeros.',
    },
  ],
};

const sizeOverflow: Defect = {
  kind: 'integer overflow',
  wanted: 0.82,
  code: ({ module: { name }, fn, object }) => `int ${fn}(struct ${name} *self, u32 count)
{
	u32 bytes = count * sizeof(struct ${object});

	self->${object}s = malloc(bytes);
	if (!self->${object}s)
		return -ENOMEM;
	self->${object}_count = count;
	return 0;
}
`,
  repairs: ({ fn, object }) => [
    {
      from: `\tu32 bytes = count * sizeof(struct ${object});\n\n`,
      to: `\tsize_t bytes;\n\n\tif (__builtin_mul_overflow(count, sizeof(struct ${object}), &bytes))\n\t\treturn -EOVERFLOW;\n`,
      subject: `avoid integer overflow in ${fn}()`,
      why: [
        `With a large count the product wraps around, a small block is allocated, and later writes corrupt the\nheap.`,
        `count comes from the configuration and is not limited: the multiplication in ${fn}() can overflow.`,
      ],
      how: 'Multiply with a check.',
    },
  ],
};

/** Faults in the use of memory. */
export const MEMORY_DEFECTS: readonly Defect[] = [
  missingCheck,
  overflow,
  offByOne,
  leak,
  useAfterFree,
  uninitialised,
  sizeOverflow,
];
