/** Imports a peer from the folder that this file was copied into. */
export const open = (name) => import(name);
