/** The people and parts of Harbour, an invented daemon that watches the traffic of a small port. */
export interface Author {
  readonly name: string;
  readonly email: string;
  /** As git writes it. */
  readonly zone: string;
}

export interface Module {
  /** Name in subjects and function names. */
  readonly name: string;
  /** Prefix of subjects, e.g. `net: session`. */
  readonly prefix: string;
  readonly path: string;
  /** Things that its functions deal with. */
  readonly objects: readonly string[];
  readonly about: string;
}

const person = (name: string, zone: string): Author => {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@harbour.example`;
  return { name, email, zone };
};

export const AUTHORS: readonly Author[] = [
  person('Ada Lindqvist', '+0100'),
  person('Bruno Castel', '+0200'),
  person('Chidi Okeke', '+0100'),
  person('Dorte Holm', '+0100'),
  person('Emil Varga', '+0200'),
  person('Farah Nasser', '+0300'),
  person('Gita Rao', '+0530'),
  person('Hugo Brandt', '-0500'),
  person('Ines Duarte', '+0000'),
  person('Jonas Pike', '-0800'),
];

export const MAINTAINER = person('Mira Solberg', '+0100');
export const STABLE_KEEPER = person('Stellan Ortega', '+0000');
export const REPORTERS: readonly Author[] = [
  person('Kei Tanaka', '+0900'),
  person('Lena Ruiz', '+0200'),
  person('Noor Haddad', '+0300'),
];

const module = (path: string, objects: string, about: string): Module => {
  const parts = path.split('/');
  const name = parts[parts.length - 1];
  const prefix = parts.length > 2 ? `${parts[1]}: ${name}` : `${parts[0]}: ${name}`;
  return { name, prefix, path: `${path}.c`, objects: objects.split(' '), about };
};

export const MODULES: readonly Module[] = [
  module('core/pool', 'slab block arena page chunk', 'memory pools of fixed-size objects'),
  module('core/timer', 'wheel alarm tick deadline slot', 'timers on a wheel'),
  module('core/event', 'watcher source loop signal handle', 'the event loop'),
  module('core/queue', 'ring entry batch cursor token', 'bounded queues between threads'),
  module('core/config', 'section option value include profile', 'the configuration file'),
  module('net/session', 'peer channel ticket lease cookie', 'sessions of vessels and pilots'),
  module('net/frame', 'header payload trailer fragment checksum', 'frames on the wire'),
  module('net/route', 'hop table metric gateway prefix', 'routes between quays'),
  module('net/mux', 'stream window credit lane backlog', 'streams over one connection'),
  module('net/names', 'record zone query answer alias', 'names of vessels'),
  module('drivers/serial/pilot', 'port fifo line baud buffer', 'serial lines of the pilot station'),
  module('drivers/usb/crane', 'endpoint urb descriptor motor hook', 'crane controllers on USB'),
  module('drivers/radio/beacon', 'burst carrier antenna packet scan', 'radio beacons'),
  module('drivers/can/buoy', 'mailbox filter node lamp sensor', 'buoys on a CAN bus'),
  module('drivers/spi/tide', 'gauge sample transfer register probe', 'tide gauges'),
];

export const VERBS = ['open', 'attach', 'update', 'flush', 'parse', 'submit', 'resume', 'assign', 'import', 'refresh'];
