// The channels between Electron's pages and the core. A leaf, because the preload is bundled alone.

export interface Channels {
  /** Page to core: the text of a Request; the answer is the text of a Reply. */
  readonly call: string;
  /** Core to page: the text of a ServerMessage that carries an event. */
  readonly event: string;
}
/** Of the person's window. */
export const publicChannels: Channels = { call: 'kiosk:call', event: 'kiosk:event' };
/** Of the staff's window; the core answers each only to its own window. */
export const staffChannels: Channels = { call: 'staff:call', event: 'staff:event' };
