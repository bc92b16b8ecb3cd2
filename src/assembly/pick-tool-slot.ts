/** Picks the tool call that a fragment belongs to. */
import type { FoldState, ToolSlot, ToolSlots } from "./fold-state.ts";
import { takeNote } from "./take-note.ts";

/** What of a fragment decides: its index as sent (null where it is none), its id and name ("" counts as absent). */
export type FragmentKey = { readonly index: number | null; readonly id: string | null; readonly name: string | null };

export function openToolSlots(): ToolSlots {
  return { all: [], lastByPlace: new Map(), byPlaceAndId: new Map(), byId: new Map(), current: null, nextPlace: 0 };
}

/** F18, the most contested rule: servers that leave the index out or get it wrong still name their calls. */
export function pickToolSlot(state: FoldState, slots: ToolSlots, key: FragmentKey): ToolSlot {
  const slot = key.index === null ? slotWithoutIndex(slots, key) : slotAtIndex(state, slots, key.index, key);
  slots.current = slot;
  return slot;
}

/** With an index, that slot, unless another id arrives: Ollama sends index 0 for every parallel call. */
function slotAtIndex(state: FoldState, slots: ToolSlots, index: number, key: FragmentKey): ToolSlot {
  const known = slots.lastByPlace.get(index);
  if (known === undefined) return openSlot(slots, index, index);
  if (key.id !== null && known.id === key.id) return known;
  // A call that came without an index has none: only what names no call goes on with it.
  if (known.wireIndex === null && (key.id !== null || key.name !== null)) return openSlot(slots, index, index);
  if (key.id === null || known.id === null) return known;
  const earlier = slots.byPlaceAndId.get(placeAndId(index, key.id));
  if (earlier !== undefined) {
    // The stream has returned to it: a fragment without an id goes on with it, not with the call in between.
    slots.lastByPlace.set(index, earlier);
    return earlier;
  }
  takeNote(state, "tool-index-reused", `another call at index ${index}`, key.id);
  return openSlot(slots, index, index);
}

/** Without one (Gemini, old Mistral, -1 at HF): the call of that id, a new call by name, or the last one. */
function slotWithoutIndex(slots: ToolSlots, key: FragmentKey): ToolSlot {
  const same = key.id === null ? undefined : slots.byId.get(key.id);
  if (same !== undefined) return same;
  const last = slots.current;
  if (last === null) return openSlot(slots, slots.nextPlace, null);
  if (key.name !== null && last.name !== null) return openSlot(slots, slots.nextPlace, null);
  // F19: an id never changes within a call, so another id is another call, named or not yet.
  if (key.id !== null && last.id !== null) return openSlot(slots, slots.nextPlace, null);
  return last;
}

function openSlot(slots: ToolSlots, place: number, wireIndex: number | null): ToolSlot {
  const slot: ToolSlot = { place, wireIndex, id: null, name: null, type: null, args: "", extensions: null };
  slots.all.push(slot);
  slots.lastByPlace.set(place, slot);
  if (place >= slots.nextPlace) slots.nextPlace = place + 1;
  return slot;
}

/** F19: set once. Later fragments have the id absent, null, "" (DashScope) or repeated (Baseten). */
export function nameSlot(slots: ToolSlots, slot: ToolSlot, id: string): void {
  if (slot.id !== null) return;
  slot.id = id;
  slots.byPlaceAndId.set(placeAndId(slot.place, id), slot);
  if (!slots.byId.has(id)) slots.byId.set(id, slot);
}

function placeAndId(place: number, id: string): string {
  return `${place} ${id}`;
}
