import type { Patch } from '../../git/index.ts';
import { blanksMean, type CodeLine, readCode } from './code.ts';
import { type HunkLines, pathOf } from './lines.ts';

export type ShapeKind =
  | 'documentation'
  | 'tests'
  | 'people'
  | 'comments'
  | 'blanks'
  | 'messages'
  | 'device'
  | 'driver-gone'
  | 'new-source'
  | 'exposed'
  | 'constants';

/** What kind of lines, and only these, a patch changes; with the first line that shows it. */
export interface Shape {
  readonly kind: ShapeKind;
  /** `path:line`, a path alone for whole files. */
  readonly place: string;
  /** The words of that line, '' for whole files. */
  readonly line: string;
}

const DOCUMENT =
  /(?:^|\/)(?:Documentation|docs?|man)\/|\.(?:rst|md|adoc|txt|[1-8]|pod)$|(?:^|\/)(?:README|CHANGELOG|NEWS|AUTHORS)[^/]*$/;
const TEST =
  /(?:^|\/)(?:tests?|selftests?|kunit|unittests?)(?:\/|$)|[_-](?:kunit|kunit[_-]test)\.[a-z]+$|^(?!drivers\/)(?:.*[_-]tests?\.[a-z]+|(?:.*\/)?test[-_][^/]*)$/i;
const PEOPLE = /(?:^|\/)(?:MAINTAINERS|CREDITS|\.mailmap|CODEOWNERS)$/;
const SOURCE = /\.(?:c|cc|cpp|rs|S)$/;
/** Schemas and text of device trees decide what a machine does when they are sources, not when they are bindings. */
const BUILD_TEXT = /(?:^|\/)(?:CMakeLists\.txt|requirements[^/]*\.txt)$|\.dtsi?$/;

/** Entries of tables by which a driver knows a device, a board or its quirk. */
const DEVICE_ENTRY =
  /^\{?\s*(?:\{\s*)?(?:USB_(?:DEVICE|VENDOR|INTERFACE|QUIRK|AUDIO|ID)\w*|PCI_(?:DEVICE|VDEVICE|VENDOR|ANY|QUIRK|PTP)\w*|SND_PCI_QUIRK\w*|HDA_\w*QUIRK\w*|HID_\w*DEVICE|I2C_DEVICE\w*|ACPI_\w+|X86_MATCH\w*|DMI_\w+|UNUSUAL_DEV|QUIRK_FLAG|DEVICE_FLG|SDIO_DEVICE|PCMCIA_\w+|INTEL_\w+|BT_\w+|RTL_\w+|QMI_\w+|CDC_\w+|MHI_\w+|DECLARE_PCI_FIXUP\w*|NVME_\w+|XPAD_\w+|GSMI_\w+|ATA_\w+|SST_\w*|SOF_\w*|CS35L\w*)\s*\(|^\{?\s*\.?(?:compatible|idVendor|idProduct|ident|matches|driver_data|driver_info|callback|vendor|device|subvendor|subdevice|sub_vendor|codec_id|match_flags|bInterface\w+|vid|pid|id|name|data|quirks?|flags|type|value|chained\w*|pins|verbs|board|v\.\w+)\s*=|^\{\s*"[^"]*"\s*[,}]|^\{\s*0x[0-9a-fA-F]+\s*,|^\{\s*(?:\.\w+\s*=|\w+_ID\w*|\w*VENDOR\w*)|^(?:#define|static const)\s+\w*(?:VENDOR|DEVICE|PRODUCT|_ID|QUIRK|PID|VID)\w*|^\}?,?\s*\{?\s*\}?,?\s*(?:\{\s*)?$|^\},?$|^\{$|^\.[a-z_]+\s*=\s*\(?[A-Z0-9_&x|() ]+\)?,?$|^case \w+:$|^"[^"]*",$|^0x[0-9a-fA-F]+,?$/;
const TABLE_NAME =
  /(?:_ids?|_table|_list|quirks?|_match|_tbl|_devices|blacklist|whitelist|allowlist|denylist|ids)\b.*(?:\[\s*\w*\s*\]|\{)|MODULE_DEVICE_TABLE|dmi_system_id|_device_id\b/;
const DEVICE_WORDS =
  /\b(?:ids?|quirks?|device|dmi|compatible|vendor|product|laptop|keyboard|touchpad|touchscreen|headset|codec|modem|board|tablet|mouse|controller|model|notebook)\b|\b[0-9a-f]{4}:[0-9a-f]{4}\b|\bPCI\b|\bUSB\b/i;

export interface ShapeQuestion {
  readonly patch: Patch;
  readonly hunks: readonly HunkLines[];
  /** Subject and message, which tell an added table entry from an added feature. */
  readonly text: string;
}

/** The kinds of lines that the patch consists of; none for a patch of several kinds, or of ordinary code. */
export function findShapes({ patch, hunks, text }: ShapeQuestion): readonly Shape[] {
  const paths = patch.files.map(pathOf);
  const [first] = paths;
  if (first === undefined) return [];
  const whole = (kind: ShapeKind, place = first): Shape[] => [{ kind, place, line: '' }];
  if (paths.every((path) => PEOPLE.test(path))) return whole('people');
  if (paths.every((path) => (DOCUMENT.test(path) && !BUILD_TEXT.test(path)) || PEOPLE.test(path)))
    return whole('documentation');
  if (paths.every((path) => TEST.test(path))) return whole('tests');
  if (patch.files.some((file) => file.binary || file.change === 'mode')) return [];
  const lines = readCode(hunks.filter(({ path }) => !DOCUMENT.test(path) || BUILD_TEXT.test(path)));
  return [...ofLines(lines, text), ...ofFiles(patch), ...exposedBy(lines)];
}

function ofLines(lines: readonly CodeLine[], text: string): Shape[] {
  const show = (kind: ShapeKind, line: CodeLine): Shape[] => [
    { kind, place: `${line.path}:${line.line}`, line: line.text.trim() },
  ];
  const [first] = lines;
  if (first === undefined) return [];
  const sides = compareSides(lines);
  if (sides.sameText) return show('blanks', first);
  if (sides.sameCode) return show('comments', lines.find((line) => line.code !== line.text.trim()) ?? first);
  if (sides.sameButStrings) return show('messages', lines.find((line) => line.sign === '+') ?? first);
  const gone = new Set(lines.filter((line) => line.sign === '-').map((line) => line.code));
  const added = lines.filter((line) => line.sign === '+' && line.code.length > 2 && !gone.has(line.code));
  if (added.length > 0 && DEVICE_WORDS.test(text) && isTable(lines)) return show('device', added[0]);
  return [];
}

/** Entries of tables only, few enough to be read as a list of devices. */
function isTable(lines: readonly CodeLine[]): boolean {
  const code = lines.filter((line) => line.code !== '');
  const entries = code.filter((line) => DEVICE_ENTRY.test(line.code) || TABLE_NAME.test(line.code));
  const marks = code.filter((line) =>
    /DEVICE|QUIRK|DMI|VENDOR|\bID|_id\b|ACPI|PCI|USB|0x[0-9a-f]{2}|compatible|"[A-Z0-9]/i.test(line.code),
  );
  return entries.length >= code.length * 0.8 && marks.length > 0 && code.length <= 60;
}

interface Sides {
  readonly sameText: boolean;
  readonly sameCode: boolean;
  readonly sameButStrings: boolean;
}

/** Both sides of every block of changed lines: without blanks, without comments, and without the words of strings that are printed. */
function compareSides(lines: readonly CodeLine[]): Sides {
  const blocks = splitBlocks(lines);
  const equal = (part: (line: CodeLine) => string): boolean =>
    blocks.every((block) => {
      const join = (sign: '+' | '-'): string =>
        block
          .filter((line) => line.sign === sign)
          .map((line) => joinable(line, part))
          .join('');
      return join('-') === join('+');
    });
  const code = equal((line) => line.code);
  const printed =
    lines.some((line) => PRINTS.test(line.code)) && lines.every((line) => line.code === '' || PRINTED.test(line.code));
  return {
    sameText: equal((line) => line.text),
    sameCode: code,
    sameButStrings: !code && printed && equal((line) => line.code.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')),
  };
}

const joinable = (line: CodeLine, part: (line: CodeLine) => string): string =>
  blanksMean(line.path) ? `${part(line)}\n` : part(line).replaceAll(/\s+/g, '');

/** Changed lines with no line between them that stays: what moves over such a line is a change of order. */
function splitBlocks(lines: readonly CodeLine[]): readonly (readonly CodeLine[])[] {
  return [...Map.groupBy(lines, (line) => line.block).values()];
}

const PRINTS =
  /\b(?:printk\w*|pr_\w+|dev_(?:err|warn|info|dbg|notice)\w*|\w*_?(?:err|warn|info|dbg|debug|log|msg|print)f?\w*)\s*\(/;
const PRINTED = /"|^[\w\s,.>()-]*\)?;?$/;

/** Whole source files that come or go. */
function ofFiles(patch: Patch): Shape[] {
  const source = patch.files.filter((file) => SOURCE.test(pathOf(file)) && !TEST.test(pathOf(file)));
  const gone = source.find((file) => file.change === 'deleted');
  const born = source.find((file) => file.change === 'added');
  return [
    ...(gone === undefined || born !== undefined
      ? []
      : [{ kind: 'driver-gone' as const, place: pathOf(gone), line: '' }]),
    ...(born === undefined || gone !== undefined
      ? []
      : [{ kind: 'new-source' as const, place: pathOf(born), line: '' }]),
  ];
}

/** A function loses its `static`, gains a prototype or an export, and nothing else of it changes. */
function exposedBy(lines: readonly CodeLine[]): Shape[] {
  const code = lines.filter((line) => line.code !== '');
  const words = (sign: '+' | '-'): string =>
    code
      .filter((line) => line.sign === sign && !line.path.endsWith('.h') && !line.code.startsWith('EXPORT_SYMBOL'))
      .map((line) => line.code)
      .join(' ')
      .replaceAll(/\b(?:static|inline|extern)\b/g, '')
      .replaceAll(/\s+/g, '');
  const lost = code.find((line) => line.sign === '-' && /^static\b.*\w\s*\(/.test(line.code));
  const exported = code.find((line) => line.sign === '+' && line.code.startsWith('EXPORT_SYMBOL'));
  const headers = code.filter((line) => line.path.endsWith('.h'));
  const prototypes = headers.every((line) => line.sign === '+' && !/[={}]|^#define/.test(line.code));
  const shown = lost ?? exported;
  if (shown === undefined || words('-') !== words('+') || !prototypes) return [];
  return [{ kind: 'exposed', place: `${shown.path}:${shown.line}`, line: shown.text.trim() }];
}
