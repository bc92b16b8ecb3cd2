/** Names the folder of a case so that every file system can hold it. */

/** Names that Windows keeps for devices, whatever follows a dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const PART_CHARS_MAX = 80;
const PART_CHARS_KEPT = 60;

/**
 * `area/what`, as the id. A device's name gets an underscore, which no id holds, and a very long part its uid,
 * so that two ids never meet in one folder.
 */
export function nameFolder(id: string, uid: string): string {
  return id
    .split("/")
    .map((part) => {
      if (DEVICES.test(part)) return `${part}_`;
      return part.length <= PART_CHARS_MAX ? part : `${part.slice(0, PART_CHARS_KEPT)}_${uid}`;
    })
    .join("/");
}
